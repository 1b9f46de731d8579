"""What a task does for the photographs of the window: reads, adds, opens. Plain data, no widget.

Pictures stay in memory; none is ever written into a file that the person did not ask for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.kinds.photo import PHOTO
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Cancelled, Progress
from fieldapp.store import photos
from fieldapp.store.photos import Photo, PhotographDamaged, PhotographMissing, State
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.files import read_whole
from fieldapp.ui.states import State as Shown

FILES = "*.jpg *.jpeg *.png *.webp"


@dataclass(frozen=True)
class Picture:
    """A photograph and what a page shows of it, None where nothing of it is here."""

    photo: Photo
    shown: bytes | None


def of_record(workspace: Workspace, kind: str, record: str) -> list[Photo]:
    """Return the photographs that a record's page shows; of a photograph's own record, itself."""
    if kind == PHOTO.name:
        return [each for each in photos.all_photos(workspace) if each.id == record]
    return photos.photos_of(workspace, record)


def pictures(workspace: Workspace, kind: str, record: str, progress: Progress) -> list[Picture]:
    """Read the small pictures of a record, in a workspace opened for it; of a photograph's own
    record the photograph itself, unless it is in confidence."""
    own = reopen(workspace)
    try:
        found = of_record(own, kind, record)
        read = []
        for n, photo in enumerate(found):
            progress.step(n, len(found))
            small = kind != PHOTO.name or photo.restricted or photo.state is not State.WHOLE
            read.append(Picture(photo, _shown(own, photo, small=small)))
        return read
    finally:
        close(own)


def _shown(workspace: Workspace, photo: Photo, *, small: bool) -> bytes | None:
    try:
        return photos.open_photo(workspace, photo.id, small=small)
    except (PhotographMissing, PhotographDamaged):
        return None


def whole(workspace: Workspace, photo: str) -> bytes:
    """Return a photograph, in a workspace opened for it.

    Raises:
        PhotographMissing, PhotographDamaged: As they say.
    """
    own = reopen(workspace)
    try:
        return photos.open_photo(own, photo)
    finally:
        close(own)


@dataclass(frozen=True)
class Pasted:
    """A picture that is in no file.

    Attributes:
        name: What it is called when something is told of it.
    """

    name: str
    content: bytes


@dataclass(frozen=True)
class Addition:
    """Pictures to add to a record."""

    kind: str
    record: str
    files: Sequence[Path | Pasted]
    caption: str
    restricted: bool


@dataclass(frozen=True)
class Added:
    """What became of an addition.

    Attributes:
        count: How many were added.
        bytes: How large these are together, as they are kept.
        failed: What could not be added, and why.
        left: How many were not begun, because somebody stopped it.
    """

    count: int
    bytes: int
    failed: tuple[tuple[str, UserError], ...]
    left: int = 0


def add(workspace: Workspace, wanted: Addition, progress: Progress) -> Added:
    """Add photographs, in a workspace opened for it. One that cannot be added stops no other."""
    own = reopen(workspace)
    caption = PHOTO.field("caption").type.accept(wanted.caption)
    ids, failed, left = [], [], 0
    try:
        for n, file in enumerate(wanted.files):
            try:
                progress.step(n, len(wanted.files), file.name)
            except Cancelled:
                left = len(wanted.files) - n
                break
            try:
                content = file.content if isinstance(file, Pasted) else read_whole(file)
                photo = photos.add(
                    own, wanted.kind, wanted.record, content, file.name,
                    answers={"caption": caption}, restricted=wanted.restricted,
                )  # fmt: skip
            except UserError as error:
                failed.append((file.name, error))
            else:
                ids.append(photo)
        sizes = {each.id: each.bytes for each in photos.photos_of(own, wanted.record)}
    finally:
        close(own)
    return Added(len(ids), sum(sizes.get(each, 0) for each in ids), tuple(failed), left)


def state_shown(photo: Photo) -> Shown:
    """Return what a chip says about how much of a photograph is here."""
    if photo.state is State.MISSING:
        return Shown(N_("Photo not here yet"), "warn", "cloud-download")
    if photo.state is State.SMALL:
        return Shown(N_("Only small so far"), "warn", "cloud-download")
    if photo.restricted:
        return Shown(N_("In confidence"), "info", "lock")
    return Shown("", "", "")
