"""A hub that can be killed in the middle of a request, fill its disk and be set back."""

from collections.abc import Callable, Iterable
from pathlib import Path

import sqlalchemy as sa

from fieldapp.hub import storage
from fieldapp.hub.engine import open_storage
from fieldapp.hub.service import Service
from fieldapp.simulation.folders import Killed, copy_folder, move_folder
from fieldapp.store.packs import Mark
from fieldapp.sync.wire.feed import beginning, following

_ALL = 1_000_000
"""More entries than any feed here has."""


class ShelfOnDisk:
    """The real hub on a folder of its own.

    One engine serves every seed: it forgets its connection whenever the folder is put back.

    Args:
        now: Returns the true time, which the hub's clock shows.
    """

    def __init__(self, folder: Path, now: Callable[[], int]) -> None:
        self.folder = folder
        self._engine = open_storage(folder)
        self._service = Service(self._engine, now, "hub.example.org")
        self._commits_left = -1
        sa.event.listen(self._engine, "commit", self._on_commit)

    @property
    def name(self) -> str:
        """What people call it."""
        return self._service.name

    def exchange(self, request: bytes) -> bytes:
        """Answer one request."""
        return self._service.exchange(request)

    def close(self) -> None:
        """Let the folder go."""
        self._engine.dispose()

    def die_before_commit(self) -> None:
        """Let the process end when the next transaction is about to be committed."""
        self._commits_left = 0

    def live_on(self) -> None:
        """Let nothing of that happen any more."""
        self._commits_left = -1

    def _on_commit(self, _connection: sa.Connection) -> None:
        if self._commits_left < 0:
            return
        self._commits_left = -1
        copy_folder(self.folder, self._wreck)
        raise Killed

    @property
    def _wreck(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.wreck")

    @property
    def backup(self) -> Path:
        """Where the copy is that the hub can be set back to."""
        return self.folder.with_name(f"{self.folder.name}.backup")

    def start_again(self) -> None:
        """Go on after a kill, with the files as they stood in that moment."""
        self.close()
        move_folder(self._wreck, self.folder)

    def die_now(self) -> None:
        """End the process between two transactions, and go on with the files as they stand."""
        copy_folder(self.folder, self._wreck)
        self.start_again()

    def back_up(self) -> None:
        """Copy the folder, as a snapshot of the whole disk would."""
        copy_folder(self.folder, self.backup)

    def set_back(self, source: Path) -> None:
        """Go on with what a copy holds."""
        self.close()
        copy_folder(source, self.folder)

    def leave_room(self, pages: int | None) -> None:
        """Let the file grow by at most so many pages; None frees it."""
        with self._engine.connect() as connection:
            now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            most = 2**30 if pages is None else now + pages
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}").all()

    def entries(self, scope: str) -> list[storage.Standing]:
        """Return the entries of a feed, in order."""
        with storage.writing(self._engine) as shelf:
            return storage.after(shelf, scope, 0, _ALL)

    def heads(self, scopes: Iterable[str]) -> dict[str, int]:
        """Return for each feed the number of its newest entry."""
        with storage.writing(self._engine) as shelf:
            found = {scope: storage.head(shelf, scope) for scope in scopes}
        return {scope: head.seq if head else 0 for scope, head in found.items()}

    def contents(self, scope: str) -> list[bytes]:
        """Return the packs of a feed, in order."""
        with storage.writing(self._engine) as shelf:
            return storage.everything(shelf, scope)

    def marks(self, mission: str, scope: str) -> tuple[Mark, Mark | None]:
        """Return the end of a feed's chain as its entries give it, and as the hub keeps it."""
        mark = beginning(mission, scope)
        with storage.writing(self._engine) as shelf:
            for entry in storage.after(shelf, scope, 0, _ALL):
                mark = following(mark, entry.id)
            return mark, storage.head(shelf, scope)

    def raw(self) -> bytes:
        """Return the bytes of all its files."""
        return b"".join(file.read_bytes() for file in self.folder.iterdir() if file.is_file())
