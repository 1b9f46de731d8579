"""`settle-many`, `settlements`: many clashes by one rule that lists each, and what was settled."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.clashes import answer_lines, answers_json, shown
from fieldapp.cli.looking import PLACE
from fieldapp.cli.opening import opened
from fieldapp.cli.paper_options import IsoDay
from fieldapp.cli.papers.places import find_place
from fieldapp.domain.kinds import KINDS
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store.ledger import read_ledger
from fieldapp.store.settlements import Asked, Settlement
from fieldapp.store.settlements import settlements as all_settlements
from fieldapp.store.workspace import Workspace
from fieldapp.sync.settling import (
    FROM,
    MINE,
    NEWEST,
    Proposal,
    Rule,
    code_of,
    laptops,
    propose,
    settle_listed,
)


class UnknownRule(WrongUse):
    """A rule that nobody can follow."""

    text = N_("There is no rule {rule}.")
    remedy = N_("The rules are: newest, mine, from:LAPTOP (“fieldapp members” shows their ids).")


@click.command(
    "settle-many",
    cls=Command,
    example="fieldapp settle-many --keep newest --kind commitment --field due_on\n"
    "fieldapp settle-many --keep newest --kind commitment --field due_on --as-listed 3f9a1c",
)
@click.option("--keep", required=True, metavar="RULE", help="newest, mine, or from:LAPTOP.")
@click.option("--kind", default="", help="Only clashes in records of this kind.")
@click.option("--field", "name", default="", help="Only clashes in this field.")
@PLACE
@click.option(
    "--as-listed", "code", metavar="CODE", help="Settle exactly what the list with this code shows."
)
@with_call
def settle_many(
    call: Call, keep: str, kind: str, name: str, place: str | None, code: str | None
) -> None:
    """List every clash with the answer that a rule would keep; settle them once you have looked.

    Without --as-listed nothing is changed. What safety hangs on, what decides who may read, and
    what is restricted is never among them: a person settles those one at a time.
    """
    with opened(call) as workspace:
        rule = Rule(*_keep(workspace, keep), kind, name, _area(workspace, place))
        names, reader = laptops(workspace), workspace.reader
        listed = propose(workspace, reader, rule)
        if code is None:
            document: dict[str, Any] = {
                "code": code_of(listed),
                "clashes": [_proposal(call, each, names) for each in listed],
            }
            call.answer(document, _listed(call, document))
            return
        settled = settle_listed(workspace, reader, rule, code)
        document = {
            "settled": [_proposal(call, each, names) for each in settled],
            "left": len(listed) - len(settled),
        }
        call.answer(document, _settled(call, document))


@click.command(
    "settlements",
    cls=Command,
    example="fieldapp settlements --by Amina --kind commitment --from 2026-11-01 --json",
)
@click.option("--by", default="", metavar="NAME", help="Only what this member settled.")
@click.option("--kind", default="", help="Only in records of this kind.")
@PLACE
@click.option("--from", "first", type=IsoDay(), help="First day.")
@click.option("--to", "last", type=IsoDay(), help="Last day.")
@click.option(
    "--in-bulk/--one-by-one",
    default=None,
    help="Only what a rule settled, or only what it did not.",
)
@with_call
def settlements(
    call: Call,
    by: str,
    kind: str,
    place: str | None,
    first: date | None,
    last: date | None,
    in_bulk: bool | None,
) -> None:
    """Show who settled which clash, when, which answers had stood, and which was kept."""
    asked = Asked(by, kind, _day(first), _day(last), in_bulk)
    with opened(call) as workspace:
        found = all_settlements(workspace, workspace.reader, asked)
        area = _area(workspace, place)
        if area:
            areas = read_ledger(workspace, ("place",)).areas
            found = [
                each
                for each in found
                if areas.covers(area, str(each.record.values.get("place") or ""))
            ]
        names = laptops(workspace)
        documents = [_settlement(each, names) for each in found]
    call.answer(documents, _settlement_lines(call, documents))


def _keep(workspace: Workspace, keep: str) -> tuple[str, str]:
    if keep in (NEWEST, MINE):
        return keep, ""
    word, _, wanted = keep.partition(":")
    devices = {
        device for device, name in laptops(workspace).items() if wanted in (device, name) and wanted
    }
    if word != FROM or len(devices) != 1:
        raise UnknownRule(rule=keep)
    return FROM, devices.pop()


def _area(workspace: Workspace, place: str | None) -> str:
    if place is None:
        return ""
    ledger = read_ledger(workspace, ("place",))
    return ledger.areas.place(find_place(ledger.of("place"), place).id)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _proposal(call: Call, each: Proposal, names: dict[str, str]) -> dict[str, Any]:
    keep = each.answers.index(each.kept) + 1 if each.kept else None
    return {
        "kind": each.record.kind,
        "id": each.record.id,
        "title": each.record.values.get(KINDS[each.record.kind].title),
        "place": each.record.values.get("place"),
        "field": each.field,
        "answers": answers_json(each.answers, names),
        "keep": keep,
        "why_not": each.why_not.sentences(call.text)[0] if each.why_not else None,
    }


def _listed(call: Call, document: dict[str, Any]) -> Iterator[str]:
    clashes = document["clashes"]
    for clash in clashes:
        yield from _clash_lines(call, clash)
    settled = sum(clash["keep"] is not None for clash in clashes)
    if settled:
        yield call.language.plural(
            "This would settle {n} clash.", "This would settle {n} clashes.", settled
        )
        words = call.text(N_("To do it, add --as-listed {code}"))
        yield words.format(code=document["code"])
    else:
        yield call.text(N_("This would settle nothing."))


def _clash_lines(call: Call, clash: dict[str, Any]) -> Iterator[str]:
    yield f"{clash['kind']} {clash['id']}  {clash['title'] or ''}"
    yield f"  {clash['field']}"
    yield from answer_lines(call, clash)
    if clash["keep"] is not None:
        yield "  " + call.text(N_("Keeps answer {n}.")).format(n=clash["keep"])
    else:
        yield f"  {clash['why_not']}"


def _settled(call: Call, document: dict[str, Any]) -> Iterator[str]:
    for clash in document["settled"]:
        yield f"{clash['kind']} {clash['id']} {clash['field']}"
    if document["left"]:
        yield call.language.plural(
            "{n} clash is left for a person to look at.",
            "{n} clashes are left for a person to look at.",
            document["left"],
        )


def _settlement(each: Settlement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": each.record.kind,
        "id": each.record.id,
        "title": each.record.values.get(KINDS[each.record.kind].title),
        "place": each.record.values.get("place"),
        "field": each.field,
        "by": each.author,
        "at": each.at,
        "device": each.device,
        "laptop": names.get(each.device),
        "rule": each.rule or None,
        "answers": answers_json(each.answers, names),
        "kept": each.chosen or None,
        "value": each.value,
    }


def _settlement_lines(call: Call, documents: list[dict[str, Any]]) -> Iterator[str]:
    for each in documents:
        yield f"{each['at']}  {each['by']}  {each['kind']} {each['id']}  {each['title'] or ''}"
        yield f"  {each['field']}"
        yield from answer_lines(call, each)
        if each["kept"]:
            kept = call.text(N_("Keeps answer {n}.")).format(n=each["kept"])
        else:
            value = shown(call, KINDS[each["kind"]], each["field"], each["value"])
            kept = call.text(N_("Another answer: {value}")).format(value=value)
        rule = call.text(N_("by the rule {rule}")).format(rule=each["rule"])
        yield f"  {kept}" + (f" ({rule})" if each["rule"] else "")
