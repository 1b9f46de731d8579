"""How a command says what a paper or a file would tell whoever finds it.

What is found is decided in `domain.hostile`. On the officer's own screen the words themselves may
stand; into a log or an error they never go.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from fieldapp.cli.call import Call
from fieldapp.domain.hostile.finding import REASONS, Finding, counted, summary
from fieldapp.domain.hostile.reading import Known
from fieldapp.domain.ledger import Ledger
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import members

MOST = 40
"""Letters of the line that a day belongs to: enough to know it again."""


MOST_ALIKE = 12
"""Of one sort in one column or part: more is not read. JSON has them all."""


NAMED = ("actor", "place")
"""Kinds of record whose names a text may give away."""


def known_here(workspace: Workspace, ledger: Ledger, smallest: int) -> Known:
    """Return whom and what this workspace knows by name; the ledger holds `NAMED`."""
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
        "about": call.text(finding.about),
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
    for reason, alike in _grouped(call, findings).items():
        told = REASONS[reason]
        yield ""
        yield " ".join(call.text(part) for part in (told.why, told.do) if part)
        for place, said in alike.items():
            more = [f"+{len(said) - MOST_ALIKE}"] if len(said) > MOST_ALIKE else []
            yield f"  {'!' if told.stops else '-'} {place}: {'; '.join(said[:MOST_ALIKE] + more)}"


def _grouped(call: Call, findings: Sequence[Finding]) -> dict[str, dict[str, list[str]]]:
    """Return what is told for one reason together, and of that what stands in one part."""
    found: dict[str, dict[str, list[str]]] = {}
    for finding in findings:
        title = call.text(finding.where.title)
        place = f"{finding.where.part}. {title}" if finding.where.part else title
        found.setdefault(finding.reason, {}).setdefault(place, []).append(_said(call, finding))
    return found


def _said(call: Call, finding: Finding) -> str:
    days = finding.reason in ("future", "past")
    said = call.language.short_day(finding.found) if days else finding.found
    if finding.about:
        about = call.text(finding.about)
        said += f" ({about if len(about) <= MOST else about[: MOST - 1] + '…'})"
    return said if finding.times == 1 else f"{said} ×{finding.times}"
