"""Opening a workspace with what somebody typed, and what is due each time it is opened.

Apart from the screen that asks for the passphrase: that screen is there at once, and what opening
needs is loaded beside it.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldapp.errors import UserError
from fieldapp.store import audit, glass
from fieldapp.store.audit import Act
from fieldapp.store.workspace import Workspace, close, reopen, unlock
from fieldapp.sync.closing.retention import Opening, on_opening
from fieldapp.ui.capture import Sight
from fieldapp.ui.look import Look
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.session import Session, reader_here


@dataclass(frozen=True)
class Unlocked:
    """What opening gave: a workspace to `reopen` in the window's thread, its places, and what the
    officer has to be told of it."""

    workspace: Workspace
    places: Mapping[str, str]
    opening: Opening | None = None


def open_workspace(folder: Path, passphrase: str) -> Unlocked:
    """Open it, do what is due, and close it again: the window opens it in its own thread.

    Raises:
        UserError: It is not to be opened; why is told.
    """
    workspace = unlock(folder, passphrase)
    try:
        opening = on_opening(workspace)
        glass.forget_what_is_over(workspace)
        with suppress(UserError):  # a full disk must not keep anybody out
            audit.note(workspace, Act.UNLOCKED)
        return Unlocked(workspace, read_places(workspace), opening)
    finally:
        close(workspace)


def session_of(unlocked: Unlocked, look: Look, sight: Sight, preferences: Preferences) -> Session:
    """Open in this thread what was unlocked in a task, for who sits here.

    Raises:
        UserError: It can no longer be opened; why is told.
    """
    workspace = reopen(unlocked.workspace)
    reader = reader_here(workspace)
    names = Names(workspace, reader, look.language, unlocked.places)
    return Session(workspace, reader, look, names, sight, preferences)
