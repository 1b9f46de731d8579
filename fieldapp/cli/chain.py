"""`chain` and `contexts`: what hangs together with a record, and what follows from an incident."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.looking import look, references, title
from fieldapp.domain.chain import STAGES, chain_of
from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import YesNo
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.protection.contexts import Contexts, Span, contexts_of
from fieldapp.language import N_
from fieldapp.store.errors import NoSuchRecord

DELAYS = {
    "0_3_days": N_("within 3 days"),
    "4_5_days": N_("4 to 5 days"),
    "6_14_days": N_("6 to 14 days"),
    "2_weeks_1_month": N_("2 weeks to a month"),
    "over_1_month": N_("more than a month"),
}
"""Classes of delay of GBVIMS in words."""


@click.command("chain", cls=Command, example="fieldapp chain feedback 018f6f7a-...")
@click.argument("kind")
@click.argument("record", metavar="ID")
@with_call
def chain(call: Call, kind: str, record: str) -> None:
    """Show what led to a record and what came of it: heard, decided, done, answered, told back."""
    kind_named(kind)
    looked = look(call)
    found = looked.ledger.find(record)
    if found is None or found.kind != kind:
        raise NoSuchRecord(kind=kind, record=record)
    whole = chain_of(looked.ledger, found)
    document = {
        "kind": kind,
        "id": record,
        "before": {name: references(rows) for name, rows in whole.before.items()},
        "after": {name: references(rows) for name, rows in whole.after.items()},
        "answered": references(whole.answered),
        "told_back": references(whole.told),
    }
    lines = (
        *_stages(call, N_("What led to it"), whole.before),
        title(call, found),
        *_stages(call, N_("What came of it"), whole.after),
        *_raised(call, N_("Answered"), whole.answered),
        *_raised(call, N_("Told back"), whole.told),
    )
    call.answer(document, lines)


def _stages(call: Call, heading: str, stages: Mapping[str, tuple[Disclosed, ...]]) -> Iterator[str]:
    if not stages:
        return
    yield f"{call.text(heading)}:"
    for stage in STAGES:
        for record in stages.get(stage.name, ()):
            kind = call.text(kind_named(record.kind).label)
            yield f"  {call.text(stage.label)}: {title(call, record)} ({kind} {record.id})"


def _raised(call: Call, heading: str, records: tuple[Disclosed, ...]) -> Iterator[str]:
    if records:
        yield f"{call.text(heading)}: {', '.join(title(call, record) for record in records)}"


@click.command("contexts", cls=Command, example="fieldapp contexts 018f6f7a-... --json")
@click.argument("record", metavar="ID")
@with_call
def contexts(call: Call, record: str) -> None:
    """Show what follows from an incident's rows: children, grave violations, how late, how long.

    For whoever may read the rows. It points a mechanism to what it should look at, no more.
    """
    looked = look(call)
    incident = looked.ledger.find(record)
    if incident is None or incident.kind != "incident":
        raise NoSuchRecord(kind="incident", record=record)
    found = contexts_of(looked.ledger, incident)
    call.answer(_document(found), _lines(call, found))


def _document(found: Contexts) -> dict[str, Any]:
    def span(count: Span | None) -> dict[str, Any] | None:
        return {"least": count.least, "most": count.most} if count else None

    return {
        "children": found.children,
        "adults": found.adults,
        "early_marriage": found.early_marriage,
        "child_sexual_abuse": found.child_sexual_abuse,
        "grave_violations": list(found.grave_violations),
        "civilians_killed": found.civilians_killed,
        "killed": span(found.killed),
        "injured": span(found.injured),
        "delay": found.delay or None,
        "response": [
            {"from": t.since, "to": t.until, "amount": t.amount, "unit": t.unit}
            for t in found.response
        ],
    }


def _lines(call: Call, found: Contexts) -> Iterator[str]:
    unknown = call.text(N_("not known"))
    for label, answer in (
        (N_("Children affected"), found.children),
        (N_("Adults affected"), found.adults),
        (N_("Early marriage"), found.early_marriage),
        (N_("Sexual abuse of a child"), found.child_sexual_abuse),
        (N_("Civilians killed"), found.civilians_killed),
    ):
        yield f"{call.text(label)}: {YesNo().show(answer, call.language) or unknown}"
    grave = code_list("grave_violation")
    if found.grave_violations:
        names = ", ".join(grave.label(code, call.language) for code in found.grave_violations)
        label = N_("To point the monitoring mechanism to")
        yield f"{call.text(label)}: {names}"
    for label, count in ((N_("Killed"), found.killed), (N_("Wounded"), found.injured)):
        if count is not None:
            most = unknown if count.most is None else call.language.number(count.most)
            yield f"{call.text(label)}: {call.language.number(count.least)} – {most}"
    if found.delay:
        label = N_("Told after the incident")
        yield f"{call.text(label)}: {call.text(DELAYS[found.delay])}"
    steps = code_list("response_step")
    for took in found.response:
        unit = "{n} hour", "{n} hours"
        if took.unit == "days":
            unit = "{n} day", "{n} days"
        amount = call.language.plural(*unit, took.amount)
        since, until = (steps.label(code, call.language) for code in (took.since, took.until))
        yield f"{since} → {until}: {amount}"
