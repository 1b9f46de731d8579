"""`edit-many`: one answer for every record that meets the conditions, shown before it is given."""

from collections.abc import Sequence
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.noting import note_reading
from fieldapp.cli.opening import opened
from fieldapp.cli.records import condition_of, found_records
from fieldapp.cli.typed import typed_answer
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import RecordKind
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.sync import bulk
from fieldapp.sync.bulk import Line, Plan


class NoCondition(WrongUse):
    """Every record of a kind would be changed."""

    text = N_("Without a condition this would change every record of the kind.")
    remedy = N_("Say which with --where or --search.")


@click.command(
    "edit-many",
    cls=Command,
    example="fieldapp edit-many commitment --where status=open --set status=late --preview",
)
@click.argument("kind")
@click.option(
    "--where", "conditions", multiple=True, metavar="FIELD=VALUE", help="Several must all hold."
)
@click.option("--search", "words", default="", metavar="TEXT", help="Words that must occur.")
@click.option(
    "--set", "answer", required=True, metavar="FIELD=VALUE", help="Empty clears the field."
)
@click.option("--preview", is_flag=True, help="Show what would change, and change nothing.")
@with_call
def edit_many(
    call: Call, kind: str, conditions: Sequence[str], words: str, answer: str, preview: bool
) -> int:
    """Give many records the same answer to one question, all at once or not at all.

    What clashes, what somebody is writing and what a rule would not let pass is left out and told.
    """
    wanted = kind_named(kind)
    where = dict(condition_of(wanted, each) for each in conditions)
    if not where and not words.strip():
        raise NoCondition
    name, value = _answer(wanted, answer)
    with opened(call) as workspace:
        found = found_records(workspace, workspace.reader, wanted, where, words, None)
        note_reading(workspace, kind, found, names=(name, *where))
        plan = bulk.plan(workspace, kind, [each.id for each in found], name, value)
        changed, left = [line.record for line in plan.changing], []
        if not preview:
            done = bulk.carry_out(workspace, plan)
            changed, left = [line.record for line in done.lines], list(done.left)
        _report(call, wanted, plan, changed, left, preview=preview)
    return 0


def _answer(kind: RecordKind, text: str) -> tuple[str, Value]:
    name, equals, typed = text.partition("=")
    if equals and not typed:
        kind.field(name)
        return name, None
    return condition_of(kind, text) if not equals else (name, typed_answer(kind.field(name), typed))


def _report(
    call: Call,
    kind: RecordKind,
    plan: Plan,
    changed: Sequence[str],
    left: Sequence[str],
    *,
    preview: bool,
) -> None:
    out = [_left_out(call, line) for line in plan.lines if line.why is not None]
    meanwhile = " ".join(part for part in bulk.SaidMeanwhile().sentences(call.text) if part)
    out += [{"id": record, "reason": meanwhile} for record in left]
    field = kind.field(plan.field)
    shown = [
        {"id": line.record, "before": line.before, "after": plan.value}
        for line in plan.changing
        if line.record in changed
    ]
    lines = [
        f"{line.record}  {field.type.show(line.before, call.language) or '–'}"
        f" → {field.type.show(plan.value, call.language) or '–'}"
        for line in plan.changing
        if line.record in changed
    ]
    call.answer({"preview": preview, "changed": shown, "left": out}, lines)
    for each in out:
        call.tell(f"{each['id']}  {each['reason']}")
    summary = (
        N_("Would change: {changed}. Left out: {left}.")
        if preview
        else N_("Changed: {changed}. Left out: {left}.")
    )
    call.tell(call.text(summary).format(changed=len(changed), left=len(out)))


def _left_out(call: Call, line: Line) -> dict[str, Any]:
    assert line.why is not None
    sentences = line.why.sentences(call.text)
    return {"id": line.record, "reason": " ".join(part for part in sentences if part)}
