"""What a task does for the photographs of the window: reads, adds, opens. Plain data, no widget.

Pictures stay in memory; none is ever written into a file that the person did not ask for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.kinds.photo import PHOTO
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import photos
from fieldapp.store.photos import Photo, PhotographDamaged, PhotographMissing, State
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.files import read_whole
from fieldapp.ui.states import State as Shown

FILES = "*.jpg *.jpeg *.png *.webp"


@dataclass(frozen=True)
class Picture:
    """A photograph and its small picture, None where that is not here."""

    photo: Photo
    small: bytes | None


def of_record(workspace: Workspace, kind: str, record: str) -> list[Photo]:
    """Return the photographs that a record's page shows; of a photograph's own record, itself."""
    if kind == PHOTO.name:
        return [each for each in photos.all_photos(workspace) if each.id == record]
    return photos.photos_of(workspace, record)


def pictures(workspace: Workspace, kind: str, record: str, progress: Progress) -> list[Picture]:
    """Read the small pictures of a record, in a workspace opened for it."""
    own = reopen(workspace)
    try:
        found = of_record(own, kind, record)
        read = []
        for n, photo in enumerate(found):
            progress.step(n, len(found))
            read.append(Picture(photo, _small(own, photo)))
        return read
    finally:
        close(own)


def _small(workspace: Workspace, photo: Photo) -> bytes | None:
    try:
        return photos.open_photo(workspace, photo.id, small=True)
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
class Addition:
    """Files to add to a record."""

    kind: str
    record: str
    files: Sequence[Path]
    caption: str
    restricted: bool


def add(workspace: Workspace, wanted: Addition, progress: Progress) -> int:
    """Add photographs, in a workspace opened for it; returns how many.

    Raises:
        UserError: One could not be added; those before it were.
    """
    own = reopen(workspace)
    answers = PHOTO.field("caption").type.accept(wanted.caption)
    try:
        for n, file in enumerate(wanted.files):
            progress.step(n, len(wanted.files))
            photos.add(
                own, wanted.kind, wanted.record, read_whole(file), file.name,
                answers={"caption": answers}, restricted=wanted.restricted,
            )  # fmt: skip
    finally:
        close(own)
    return len(wanted.files)


def state_shown(photo: Photo) -> Shown:
    """Return what a chip says about how much of a photograph is here."""
    if photo.state is State.MISSING:
        return Shown(N_("Photo not here yet"), "warn", "cloud-download")
    if photo.state is State.SMALL:
        return Shown(N_("Only small so far"), "warn", "cloud-download")
    if photo.restricted:
        return Shown(N_("In confidence"), "info", "lock")
    return Shown("", "", "")
