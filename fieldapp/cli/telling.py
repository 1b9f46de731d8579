"""How a command says what a paper or a file would tell whoever finds it.

What is found is decided in `domain.hostile`. On the officer's own screen the words themselves may
stand; into a log or an error they never go.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from fieldapp.cli.call import Call
from fieldapp.domain.hostile.finding import REASONS, Finding, counted, summary
from fieldapp.domain.hostile.reading import Known
from fieldapp.language import N_
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import members


def known_here(workspace: Workspace, smallest: int) -> Known:
    """Return whom and what this workspace knows by name."""
    ledger = read_ledger(workspace, ("actor", "place"))
    people = {member.name for member in members(workspace)} | {workspace.name}
    return Known(
        today=workspace.wall().date(),
        members=tuple(sorted(people)),
        actors=tuple(sorted({str(one.values.get("name", "")) for one in ledger.of("actor")})),
        places=tuple(sorted({str(one.values.get("name", "")) for one in ledger.of("place")})),
        smallest=smallest,
    )


def answer_preview(call: Call, findings: Sequence[Finding]) -> None:
    """Print what was found: one line that says it all, then each thing, the gravest first."""
    document = {
        "tells": counted(findings),
        "stops": sum(finding.stops for finding in findings),
        "findings": [_as_json(call, finding) for finding in findings],
    }
    call.answer(document, _lines(call, findings))


def _as_json(call: Call, finding: Finding) -> dict[str, Any]:
    reason = REASONS[finding.reason]
    return {
        "sort": finding.sort.value,
        "reason": finding.reason,
        "part": finding.where.part,
        "where": call.text(finding.where.title),
        "line": finding.where.line,
        "found": finding.found,
        "times": finding.times,
        "why": call.text(reason.why),
        "do": call.text(reason.do),
        "stops": reason.stops,
    }


def _lines(call: Call, findings: Sequence[Finding]) -> Iterator[str]:
    yield summary(findings, call.language)
    if stops := sum(finding.stops for finding in findings):
        stopped = call.language.plural(
            "{n} of them never stands on a paper for the community.",
            "{n} of them never stand on a paper for the community.",
            stops,
        )
        yield stopped
    said = ""
    for finding in findings:
        reason = REASONS[finding.reason]
        if finding.reason != said:
            yield ""
            yield " ".join(call.text(part) for part in (reason.why, reason.do) if part)
            said = finding.reason
        yield f"  {'! ' if finding.stops else '- '}{_place(call, finding)}: {finding.found}"


def _place(call: Call, finding: Finding) -> str:
    where, title = finding.where, call.text(finding.where.title)
    if where.part:
        title = f"{where.part}. {title}"
    if not where.line:
        return title
    line = N_("{title}, line {line}") if finding.times == 1 else N_("{title}, {times} times")
    return call.text(line).format(title=title, line=where.line, times=finding.times)
