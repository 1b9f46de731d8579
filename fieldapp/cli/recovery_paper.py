"""Showing the code of a recovery sheet, and writing the sheet itself for a printer."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fieldapp.cli.call import Call
from fieldapp.cli.files import CannotWrite
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import mission_of


def answer_with_sheet(
    call: Call,
    workspace: Workspace,
    code: str,
    file: Path | None,
    document: dict[str, Any],
    lines: Sequence[str] = (),
) -> None:
    """Answer with the code, after its sheet was written where one is wanted.

    Raises:
        MissingGlyph, CannotWrite: There is no sheet. The code was shown nevertheless: it opens the
            workspace from now on, and nobody could find it out again.
    """
    shown = call.text(N_("Recovery code, for a sheet of paper: {code}")).format(code=code)
    answered = {**document, "recovery_sheet": code, "recovery_sheet_file": None}
    if file is None:
        call.answer(answered, [*lines, shown])
        return
    try:
        write_sheet(call, workspace, code, file)
    except UserError:
        call.answer(answered, [*lines, shown])
        raise
    print_it = call.text(N_("Print {file}, then delete it: it opens this laptop."))
    answered["recovery_sheet_file"] = str(file)
    call.answer(answered, [*lines, shown, print_it.format(file=file)])


def write_sheet(call: Call, workspace: Workspace, code: str, file: Path) -> None:
    """Write the recovery sheet as a PDF in the language of the call.

    Raises:
        MissingGlyph: A character of a name that no font here has.
        CannotWrite: As it says.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.recovery_sheet import RecoveryPaper, write_recovery_sheet

    mission = mission_of(workspace)
    paper = RecoveryPaper(
        name=workspace.name,
        mission=mission.name if mission else "",
        device=workspace.device,
        made_on=workspace.wall().date().isoformat(),
        code=code,
    )
    try:
        write_recovery_sheet(paper, call.language, file)
    except OSError:
        raise CannotWrite(file=file) from None
