"""What the first run makes on the disk. Knows no widget; each function runs in a task.

A workspace is made in a folder beside its place and moved there when its officer has the recovery
sheet. Whoever stops before leaves nothing behind.
"""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from fieldapp.language import N_, Language
from fieldapp.progress import Progress
from fieldapp.reports.recovery_sheet import RecoveryPaper, draw_recovery_sheet
from fieldapp.store.errors import WorkspaceExists, told
from fieldapp.store.keyfile import FIELD_COST, Cost
from fieldapp.store.workspace import Workspace, close, create, reopen
from fieldapp.sync.members.membership import proper_name
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import found_mission, note_request, request_enrolment
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked, open_workspace
from fieldapp.ui.services import Demonstration, Services

_ASIDE = ".making"


@dataclass(frozen=True)
class Wanted:
    """What somebody has said they want.

    Attributes:
        folder: Where the workspace is to be.
        mission: To found; empty for somebody who joins one.
    """

    folder: Path
    name: str
    mission: str
    passphrase: str


@dataclass(frozen=True)
class Made:
    """A workspace beside its place, closed.

    Attributes:
        code: Of the recovery sheet.
        paper: The sheet as PDF.
        words: Fingerprint of this laptop's key, to read aloud.
        request: To be let into a mission; empty for the founder.
    """

    workspace: Workspace
    code: str
    paper: bytes
    words: str
    request: bytes


def make(wanted: Wanted, language: Language, progress: Progress, cost: Cost = FIELD_COST) -> Made:
    """Make the workspace and its sheet; all of it, or nothing is left.

    Raises:
        WorkspaceExists: Its place is taken.
        BadName, NotWritable, DiskFull, MissingGlyph: As they say.
        Cancelled: The person asked to stop.
    """
    _free(wanted.folder)
    aside = wanted.folder.with_name(wanted.folder.name + _ASIDE)
    _remove(aside)
    try:
        progress.step(0, 3, N_("Making the encrypted workspace"))
        workspace, code = create(aside, wanted.passphrase, proper_name(wanted.name), cost=cost)
        try:
            progress.step(1, 3, N_("Making the keys"))
            request = b""
            if wanted.mission:
                found_mission(workspace, wanted.mission)
            else:
                request = request_enrolment(workspace)
            progress.step(2, 3, N_("Drawing the recovery sheet"))
            day = workspace.wall().date().isoformat()
            sheet = RecoveryPaper(workspace.name, wanted.mission, workspace.device, day, code)
            paper = draw_recovery_sheet(sheet, language).content
            words = in_words(bytes(workspace.signing_key.verify_key))
        finally:
            close(workspace)
        progress.step(3, 3)
    except BaseException:
        _remove(aside)
        raise
    return Made(workspace, code, paper, words, request)


def move_in(made: Made, folder: Path) -> Unlocked:
    """Put the workspace into its place and open it once, so that it can be entered.

    Raises:
        WorkspaceExists, NotWritable: It stays where it is.
    """
    _free(folder)
    with told(folder):
        if folder.exists():
            folder.rmdir()
        made.workspace.folder.replace(folder)
    return _entered(replace(made.workspace, folder=folder), asked=bool(made.request))


def drop(made: Made) -> None:
    """Take away a workspace that was not moved into its place."""
    _remove(made.workspace.folder)


def demonstrate(folder: Path, services: Services, progress: Progress) -> tuple[Unlocked, str]:
    """Make the demonstration in a new folder, open it and return it with its passphrase; stopped
    or failed, nothing is left.

    Raises:
        WorkspaceExists: The folder holds something.
        UserError, Cancelled: As `Services.make_demonstration`.
    """
    _free(folder)
    try:
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        made: Demonstration = services.make_demonstration(folder, progress)
        return open_workspace(made.workspace, made.passphrase), made.passphrase
    except BaseException:
        _remove(folder)
        raise


def free_beside(folder: Path) -> Path:
    """Return a folder of the demonstration's own beside a workspace's that is not there yet."""
    names = (f"{folder.name}-demo{f'-{n}' if n else ''}" for n in range(10_000))
    return next(folder.with_name(name) for name in names if not folder.with_name(name).exists())


def _entered(workspace: Workspace, *, asked: bool) -> Unlocked:
    again = reopen(workspace)
    try:
        if asked:
            note_request(again)
        return Unlocked(again, read_places(again))
    finally:
        close(again)


def _free(folder: Path) -> None:
    with told(folder):
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if taken:
        raise WorkspaceExists(folder=folder)


def _remove(folder: Path) -> None:
    for each in (folder, folder.with_name(folder.name + ".part")):
        shutil.rmtree(each, ignore_errors=True)
