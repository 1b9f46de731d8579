"""`get`, `list`, `delete`: records as this reader may see them. Saving is in `put`."""

from collections.abc import Sequence

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.cli.typed import typed_answer
from fieldapp.domain.disclosure import Disclosed, disclose
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
    """Show one record."""
    wanted = kind_named(kind)
    with opened(call) as workspace:
        found = records.load(workspace, kind, record)
        if found.deleted is not None:
            raise NoSuchRecord(kind=kind, record=record)
        disclosed = disclose(found, workspace.reader)
        call.answer(as_json(disclosed), _as_form(call, wanted, disclosed))


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
@with_call
def list_records(
    call: Call, kind: str, conditions: Sequence[str], words: str, limit: int | None
) -> None:
    """Show the records of a kind, the newest first. With --json, `put` takes them back."""
    wanted = kind_named(kind)
    where = dict(_condition(wanted, condition) for condition in conditions)
    with opened(call) as workspace:
        found = _found(workspace, wanted, where, words, limit)
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


def _condition(kind: RecordKind, condition: str) -> tuple[str, Value]:
    name, equals, text = condition.partition("=")
    if not equals:
        raise BadCondition(condition=condition, kind=kind.name)
    return name, typed_answer(kind.field(name), text)


def as_json(disclosed: Disclosed) -> dict[str, object]:
    """Return the record as `put` takes it back."""
    return {"id": disclosed.id, "kind": disclosed.kind, **disclosed.values}


def _found(
    workspace: Workspace, kind: RecordKind, where: Values, words: str, limit: int | None
) -> list[Disclosed]:
    """Return what this reader sees; a condition is held against what was disclosed, so that no
    answer can be guessed by asking for it."""
    several = {f.name for f in kind.fields if isinstance(f.type, Choices)}
    exact = {name: value for name, value in where.items() if name not in several}
    reader = workspace.reader.at(Door.SEARCH if words else Door.LIST)
    found: list[Disclosed] = []
    offset = 0
    while limit is None or len(found) < limit:
        wanted = records.Wanted(kind.name, exact, words, limit=PAGE, offset=offset)
        page = records.query(workspace, wanted)
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


def _as_form(call: Call, kind: RecordKind, disclosed: Disclosed) -> list[str]:
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
    return lines


def _as_line(call: Call, kind: RecordKind, disclosed: Disclosed) -> str:
    names = [kind.day, kind.title] if kind.day else [kind.title]
    shown_fields = (
        kind.field(name).type.show(disclosed.values.get(name), call.language) for name in names
    )
    return "  ".join([disclosed.id, *(text.replace("\n", " ") for text in shown_fields)])
