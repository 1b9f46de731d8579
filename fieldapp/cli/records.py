"""`get`, `list`, `delete`: records as this reader may see them. Saving is in `put`."""

from collections.abc import Sequence

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.noting import note_reading, reader_asking
from fieldapp.cli.opening import opened
from fieldapp.cli.typed import typed_answer
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Choices, Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused_to_take_out
from fieldapp.sync.reveal.revealing import reveal_listed

PAGE = 500
"""Records read at once."""


class BadCondition(WrongUse):
    """A condition that is not FIELD=VALUE."""

    text = N_("“{condition}” is no condition.")
    remedy = N_("Write --where FIELD=VALUE; “fieldapp fields {kind}” shows the fields and codes.")


class NoReason(WrongUse):
    """A record taken out without saying why."""

    text = N_("A record is taken out with a reason.")
    remedy = N_("Give one with --reason.")


@click.command("get", cls=Command, example="fieldapp get meeting 018f6f7a-... --json")
@click.argument("kind")
@click.argument("record", metavar="ID")
@with_call
def get(call: Call, kind: str, record: str) -> None:
    """Show one record.

    That is asking for it: what can point to a person is shown as well, and the audit log says so.
    Only where the mission wants two persons to agree it stays masked until it is revealed.
    """
    wanted = kind_named(kind)
    with opened(call) as workspace:
        found = records.load(workspace, kind, record)
        if found.deleted is not None:
            raise NoSuchRecord(kind=kind, record=record)
        disclosed = disclose(found, reader_asking(workspace, found))
        note_reading(workspace, kind, [disclosed], record=record)
        call.answer(as_json(disclosed), as_form(call, wanted, disclosed))


@click.command(
    "list",
    cls=Command,
    example="fieldapp list commitment --where status=open --where place=SS0101\n"
    "fieldapp list meeting --search well --limit 10 --json",
)
@click.argument("kind")
@click.option(
    "--where", "conditions", multiple=True, metavar="FIELD=VALUE", help="Several must all hold."
)
@click.option("--search", "words", default="", metavar="TEXT", help="Words that must occur.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many.")
@click.option(
    "--reveal",
    "reason",
    metavar="REASON",
    help="Show what can point to a person, too; noted, and told to the protection cell.",
)
@with_call
def list_records(
    call: Call,
    kind: str,
    conditions: Sequence[str],
    words: str,
    limit: int | None,
    reason: str | None,
) -> None:
    """Show the records of a kind, the newest first. With --json, `put` takes them back.

    Answers that can point to a person are left out without --reveal; its reasons are those of
    “fieldapp reveal”.
    """
    wanted = kind_named(kind)
    where = dict(condition_of(wanted, condition) for condition in conditions)
    with opened(call) as workspace:
        reader = workspace.reader if reason is None else workspace.reader.without_mask()
        found = found_records(workspace, reader, wanted, where, words, limit)
        if reason is not None:
            masked = sum(
                not wanted.masked(d.values, held=d.held).isdisjoint(d.values) for d in found
            )
            reveal_listed(workspace, kind, reason, masked)
        names = None if call.json else (wanted.day, wanted.title)
        note_reading(workspace, kind, found, names=names)
        call.answer([as_json(d) for d in found], (_as_line(call, wanted, d) for d in found))


@click.command("delete", cls=Command, example='fieldapp delete meeting 018f... --reason "twice"')
@click.argument("kind")
@click.argument("record", metavar="ID")
@click.option("--reason", required=True, help="Why; everybody who reads the record sees it.")
@with_call
def delete(call: Call, kind: str, record: str, reason: str) -> None:
    """Take a record out, with a reason. Its history stays."""
    kind_named(kind)
    if not reason.strip():
        raise NoReason
    with opened(call) as workspace:
        if records.load(workspace, kind, record).deleted is not None:
            raise NoSuchRecord(kind=kind, record=record)
        for problem in refused_to_take_out(workspace, kind, record):
            raise problem.error
        records.delete(workspace, kind, record, reason.strip())
        call.answer({"saved": [record], "rejected": []}, [record])


def condition_of(kind: RecordKind, condition: str) -> tuple[str, Value]:
    """Return the field and the value of a condition as it is typed.

    Raises:
        BadCondition, UnknownField, NotAnAnswer: As they say.
    """
    name, equals, text = condition.partition("=")
    if not equals:
        raise BadCondition(condition=condition, kind=kind.name)
    return name, typed_answer(kind.field(name), text)


def as_json(disclosed: Disclosed) -> dict[str, object]:
    """Return the record as `put` takes it back."""
    return {"id": disclosed.id, "kind": disclosed.kind, **disclosed.values}


def found_records(
    workspace: Workspace,
    who: Reader,
    kind: RecordKind,
    where: Values,
    words: str,
    limit: int | None,
) -> list[Disclosed]:
    """Return what this reader sees; a condition is held against what was disclosed, so that no
    answer can be guessed by asking for it."""
    several = {f.name for f in kind.fields if isinstance(f.type, Choices)}
    exact = {name: value for name, value in where.items() if name not in several}
    reader = who.at(Door.SEARCH if words else Door.LIST)
    found: list[Disclosed] = []
    offset = 0
    while limit is None or len(found) < limit:
        wanted = records.Wanted(kind.name, exact, words, limit=PAGE, offset=offset)
        page = records.query(workspace, wanted, reader)
        disclosed = (disclose(record, reader) for record in page)
        found += [d for d in disclosed if all(_meets(d, n, v) for n, v in where.items())]
        offset += PAGE
        if len(page) < PAGE:
            break
    return found[:limit]


def _meets(disclosed: Disclosed, name: str, wanted: Value) -> bool:
    value = disclosed.values.get(name)
    if isinstance(wanted, tuple):
        return isinstance(value, tuple) and set(wanted) <= set(value)
    return value == wanted


def as_form(call: Call, kind: RecordKind, disclosed: Disclosed) -> list[str]:
    """Return the record as lines: label and answer, and how many answers are not shown."""
    lines = [f"{call.text(kind.label)} {disclosed.id}"]
    for field in kind.fields:
        if field.name in disclosed.values:
            value = field.type.show(disclosed.values[field.name], call.language)
            lines.append(f"{call.text(field.label)}: {value}")
    if disclosed.withheld:
        n = disclosed.withheld
        lines.append(
            call.language.plural(
                "{n} answer is only for others.", "{n} answers are only for others.", n
            )
        )
    if disclosed.hidden:
        lines.append(
            call.language.plural(
                "{n} answer can point to a person and is masked; “fieldapp reveal” shows it.",
                "{n} answers can point to a person and are masked; “fieldapp reveal” shows them.",
                len(disclosed.hidden),
            )
        )
    return lines


def _as_line(call: Call, kind: RecordKind, disclosed: Disclosed) -> str:
    names = [kind.day, kind.title] if kind.day else [kind.title]
    shown_fields = (
        kind.field(name).type.show(disclosed.values.get(name), call.language) for name in names
    )
    return "  ".join([disclosed.id, *(text.replace("\n", " ") for text in shown_fields)])
