"""`history`, `clashes`, `settle`: who said what, where answers differ, and ending that."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.noting import reader_asking
from fieldapp.cli.opening import opened
from fieldapp.cli.typed import typed_answer
from fieldapp.domain.disclosure import Disclosed, Reader, disclose, level_in, may_read
from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.settle import Head
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import audit, records
from fieldapp.store.audit import Act
from fieldapp.sync.settling import laptops, settle_one


class NoClash(WrongUse):
    """Nothing to settle."""

    text = N_("There is one answer only in “{field}”; nothing is to be settled.")
    remedy = N_("“fieldapp clashes” shows what is open; “fieldapp edit” changes an answer.")


class NoSuchAnswer(WrongUse):
    """A number that none of the clashing answers has."""

    text = N_("There are answers 1 to {most} to keep.")
    remedy = N_("“fieldapp clashes” shows them with their numbers.")


class OneOfTwo(WrongUse):
    """Both or neither of --keep and --value."""

    text = N_("Give either --keep N or --value V.")


@click.command("history", cls=Command, example="fieldapp history meeting 018f6f7a-...")
@click.argument("kind")
@click.argument("record", metavar="ID")
@with_call
def history(call: Call, kind: str, record: str) -> None:
    """Show who changed what in a record, the oldest first."""
    wanted = kind_named(kind)
    with opened(call) as workspace:
        now = records.load(workspace, kind, record)
        reader = reader_asking(workspace, now)
        steps = [_step(wanted, now, fact, reader) for fact in records.history(workspace, record)]
        if any(
            level_in(now, name) is Level.RESTRICTED for step in steps for name in step["fields"]
        ):
            audit.note(workspace, Act.READ, kind, record, {"by": "history"})
        call.answer(steps, _history_lines(call, wanted, steps))


@click.command("clashes", cls=Command, example="fieldapp clashes --json")
@with_call
def clashes(call: Call) -> None:
    """Show every field that two people answered differently without knowing of each other."""
    with opened(call) as workspace:
        names = laptops(workspace)
        reader = workspace.reader
        shown_ = [(record, disclose(record, reader)) for record, _ in records.clashing(workspace)]
        found = [clash for record, each in shown_ for clash in _clashes(record, each, names)]
        closed = sum(
            any(level_in(record, name) is Level.RESTRICTED for name in each.clashes)
            for record, each in shown_
        )
        if closed:
            audit.note(workspace, Act.READ, detail={"by": "clashes", "count": closed})
        call.answer(found, _clash_lines(call, found))


@click.command(
    "settle",
    cls=Command,
    example="fieldapp settle commitment 018f... --field due_on --keep 1\n"
    "fieldapp settle commitment 018f... --field due_on --value 2026-12-01",
)
@click.argument("kind")
@click.argument("record", metavar="ID")
@click.option("--field", "name", required=True, help="The field that clashes.")
@click.option("--keep", type=int, metavar="N", help="Number of the answer to keep.")
@click.option("--value", metavar="V", help="Another answer, that both agreed on.")
@with_call
def settle(
    call: Call, kind: str, record: str, name: str, keep: int | None, value: str | None
) -> None:
    """End a clash with one answer. The others stay in the history."""
    field = kind_named(kind).field(name)
    if (keep is None) == (value is None):
        raise OneOfTwo
    with opened(call) as workspace:
        now = records.load(workspace, kind, record)
        disclosed = disclose(now, reader_asking(workspace, now))
        heads = disclosed.clashes.get(name)
        if not heads:
            raise NoClash(field=name)
        if keep is not None and not 1 <= keep <= len(heads):
            raise NoSuchAnswer(most=len(heads))
        answer = heads[keep - 1].value if keep is not None else typed_answer(field, value or "")
        for problem in settle_one(workspace, disclosed, name, answer):
            raise problem.error
        settled = {"kind": kind, "id": record, "field": name, "value": answer}
        call.answer([settled], [f"{kind} {record} {name}"])


def _step(kind: RecordKind, now: Record, fact: Fact, reader: Reader) -> dict[str, Any]:
    """Return one fact as far as the reader may see it, by the level its fields have today."""
    visible = {
        name: value
        for name, value in fact.values.items()
        if name == DELETED or (may_read(now, name, reader) and name not in kind.made_names)
    }
    return {
        "fact": fact.id,
        "at": fact.wall,
        "author": fact.author,
        "device": fact.device,
        "scope": fact.scope,
        "fields": visible,
        "withheld": len(set(fact.names) - kind.made_names) - len(visible),
    }


def _history_lines(call: Call, kind: RecordKind, steps: list[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        yield f"{step['at']}  {step['author']}"
        for name, value in step["fields"].items():
            yield f"    {name}: {shown(call, kind, name, value)}"
        if step["withheld"]:
            yield "    " + call.text(N_("only for others: {n}")).format(n=step["withheld"])


def _clashes(
    record: Record, disclosed: Disclosed, names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Give the clashes that a reader may know of; of what is masked no answer, only that it is."""
    title = KINDS[disclosed.kind].title
    masked = {name: () for name in record.clashes if name in disclosed.hidden}
    for name, heads in {**disclosed.clashes, **masked}.items():
        yield {
            "kind": disclosed.kind,
            "id": disclosed.id,
            "title": disclosed.values.get(title),
            "field": name,
            "place": disclosed.values.get("place"),
            "answers": answers_json(heads, names),
            "masked": name in masked,
        }


def answers_json(heads: Sequence[Head], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return clashing answers with their numbers: who gave each, when, and on whose laptop."""
    return [
        {
            "n": n,
            "value": head.value,
            "author": head.author,
            "at": head.wall,
            "device": head.device,
            "laptop": names.get(head.device),
        }
        for n, head in enumerate(heads, 1)
    ]


def _clash_lines(call: Call, found: list[dict[str, Any]]) -> Iterator[str]:
    for clash in found:
        yield f"{clash['kind']} {clash['id']}  {clash['title'] or ''}"
        yield "  " + "  ".join(filter(None, (clash["field"], clash["place"])))
        yield from answer_lines(call, clash)
        if clash["masked"]:
            yield "    " + call.text(N_("masked; “fieldapp reveal” shows the answers"))


def answer_lines(call: Call, clash: Mapping[str, Any]) -> Iterator[str]:
    """Give the answers of a clash with their numbers."""
    for answer in clash["answers"]:
        value = shown(call, KINDS[clash["kind"]], clash["field"], answer["value"])
        laptop = answer["laptop"] or answer["device"]
        where = "" if laptop == answer["author"] else f", {laptop}"
        yield f"    {answer['n']}  {value}  ({answer['author']}, {answer['at']}{where})"


def shown(call: Call, kind: RecordKind, name: str, value: Value) -> str:
    """Return an answer as people read it."""
    if not kind.has(name):
        return "" if value is None else str(value)
    return kind.field(name).type.show(value, call.language)
