"""`doctor`: looks a workspace over and mends what can be worked out anew."""

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.language import N_
from fieldapp.store.doctor import CHECKS, Finding, examine, rebuild
from fieldapp.store.errors import Damaged


@click.command("doctor", cls=Command, example="fieldapp doctor --workspace DIR --rebuild")
@click.option("--rebuild", "mend", is_flag=True, help="Work out records and search anew first.")
@with_call
def doctor(call: Call, mend: bool) -> int:
    """Check everything in a workspace: the file, facts, records, search, drafts, photographs."""
    try:
        with opened(call) as workspace:
            if mend:
                rebuild(workspace)
            found = examine(workspace, call.progress())
    except Damaged as error:  # so much that it cannot even be opened
        call.tell_error(error)
        found = [Finding(CHECKS[0], False, error.sentences()[0])]
    ok = all(finding.ok for finding in found)
    checks = [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in found]
    signs = {True: "+", False: "!"}
    lines = [f"{signs[f.ok]} {call.text(f.name)}: {f.detail}" for f in found]
    call.answer({"ok": ok, "checks": checks}, lines)
    if not ok and not mend:
        call.tell(call.text(N_("“fieldapp doctor --rebuild” mends records and search.")))
    return 0 if ok else 1
