"""Another passphrase, another recovery sheet, and trying whether the sheet still opens.

Each changes one part of the key file and never the encrypted files: what is wrapped stays the same
key. Whoever copied the key file before can still open it with what opened it then, and a copy of
the folder with it; only a new workspace would end that.

The write lock of the workspace is held while the key file changes, so that two changes at once lose
neither. The file is the last thing before the commit: a kill in between leaves the old part or the
new one, at worst without its line in the audit log.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldapp.language import N_
from fieldapp.paths import KEYFILE
from fieldapp.store import attempts, settings, vault
from fieldapp.store.audit import Act, note
from fieldapp.store.database import writing
from fieldapp.store.errors import WrongPassphrase, told
from fieldapp.store.keyfile import (
    FIELD_COST,
    PASSPHRASE,
    RECOVERY,
    Cost,
    is_code,
    new_recovery_code,
    put_parts,
    read_key_by_code,
    wrap,
    wrap_for_sheet,
)
from fieldapp.store.passphrase import check_new
from fieldapp.store.workspace import SHEET_MADE_ON, Workspace

DRILL_DAYS = 180
"""How long a drill is good for: half a year, the rhythm of rotations."""

_DRILL_ON = "recovery drill on"


class WrongCode(WrongPassphrase):
    """What was typed at a drill is not the code of the sheet that counts."""

    text = N_("This is not the code of the recovery sheet of this workspace.")
    remedy = N_("Compare it letter by letter. If the sheet is an old one, print a new one.")


@dataclass(frozen=True)
class SheetState:
    """What is known of the recovery sheet.

    Attributes:
        made_on: When the sheet was made; None where an older version made it.
        drill_on: When its code was last tried; None where nobody has since it was made.
        due: A drill is due.
    """

    made_on: date | None
    drill_on: date | None
    due: bool


def change_passphrase(
    workspace: Workspace,
    old: str,
    new: str,
    own_words: Iterable[str] = (),
    *,
    cost: Cost = FIELD_COST,
) -> None:
    """Let another passphrase open the workspace; the recovery sheet and custodians stay.

    Args:
        old: The passphrase so far, or the recovery code: an unlocked laptop is not enough.
        own_words: Of the officer and the mission; see `passphrase.strength`.

    Raises:
        WrongPassphrase, TooSoon: The old one does not open it. Nothing was changed.
        PassphraseTooShort, PassphraseTooCommon: As they say. Nothing was changed.
        NotWritable, DiskFull, Busy, Damaged: Nothing was changed.
    """
    check_new(new, (workspace.name, *own_words))
    if attempts.try_key(workspace.folder, old, workspace.around.wall_ms()) != workspace.key:
        raise WrongPassphrase  # of another workspace, whose key file was put here
    part = wrap(workspace.key, new, cost)
    with writing(workspace.db, workspace.file):
        note(workspace, Act.PASSPHRASE)
        put_parts(workspace.folder / KEYFILE, {PASSPHRASE: part}, workspace.around.disk)


def new_sheet(workspace: Workspace, *, cost: Cost = FIELD_COST) -> str:
    """Return a new code for the recovery sheet. The old sheet opens nothing from now on, but for
    what was sealed before (`store.sealing`): that opens with the sheet of its time only.

    Raises:
        NotWritable, DiskFull, Busy, Damaged: Nothing was changed.
    """
    code = new_recovery_code()
    part = wrap_for_sheet(workspace.key, code, cost)
    with writing(workspace.db, workspace.file):
        sheet_was_made(workspace)
        vault.begin(workspace.db, code, cost)
        put_parts(workspace.folder / KEYFILE, {RECOVERY: part}, workspace.around.disk)
    return code


def sheet_was_made(workspace: Workspace) -> None:
    """Remember that the sheet was made today, and that nobody has tried it."""
    with writing(workspace.db, workspace.file):
        settings.write(workspace.db, SHEET_MADE_ON, _today(workspace))
        settings.write(workspace.db, _DRILL_ON, "")
        note(workspace, Act.RECOVERY, detail={"step": "sheet"})


def drill(workspace: Workspace, code: str) -> None:
    """Try the code of the recovery sheet in earnest, and remember that it was tried today.

    Raises:
        WrongCode: It does not unwrap this workspace's key.
        Damaged, NotOurs, NewerFile: The key file cannot be read.
    """
    file = workspace.folder / KEYFILE
    try:
        opens = is_code(code) and read_key_by_code(file, code) == workspace.key
    except WrongPassphrase:
        opens = False
    if not opens:
        raise WrongCode
    with writing(workspace.db, workspace.file):
        settings.write(workspace.db, _DRILL_ON, _today(workspace))
        note(workspace, Act.RECOVERY, detail={"step": "drill"})


def sheet_state(workspace: Workspace) -> SheetState:
    """Return when the sheet was made and tried, and whether a drill is due."""
    with told(workspace.file):
        made_on = _day(settings.read(workspace.db, SHEET_MADE_ON))
        drill_on = _day(settings.read(workspace.db, _DRILL_ON))
    days = (workspace.wall().date() - drill_on).days if drill_on else DRILL_DAYS
    return SheetState(made_on, drill_on, days >= DRILL_DAYS)


def _today(workspace: Workspace) -> str:
    return workspace.wall().date().isoformat()


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
