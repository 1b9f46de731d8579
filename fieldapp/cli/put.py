"""`put` and `edit`: records in, one save each, and per line what is wrong."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.answers import Given, Read, read_answers
from fieldapp.cli.call import Call, Command, print_json, with_call
from fieldapp.cli.opening import opened
from fieldapp.cli.saving import Kept, keep
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind
from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.workspace import Workspace

FILE = click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
JSON_LINES = click.option(
    "--json-lines",
    is_flag=True,
    help="Print one JSON object per record, as soon as that record is on the disk.",
)


class NotOneObject(WrongUse):
    """An edit changes one record, so it takes one object."""

    text = N_("An edit takes one JSON object with the fields to change.")
    remedy = N_("Use “fieldapp put” with ids to change several records.")


@click.command(
    "put",
    cls=Command,
    example="fieldapp put meeting notes.jsonl\n"
    'echo \'{"title": "Well", "held_on": "2026-11-03"}\' | fieldapp put meeting -',
)
@click.argument("kind")
@FILE
@JSON_LINES
@with_call
def put(call: Call, kind: str, file: str | None, json_lines: bool) -> int:
    """Save records given as JSON: one object, an array, or one object to a line.

    An object with the id of a record changes that record, and only what differs. A record with a
    mistake is not saved; the others are.
    """
    wanted = kind_named(kind)
    with opened(call) as workspace:
        answers = read_answers(_path(file))
        return _report(call, _keep_all(workspace, wanted, answers), json_lines)


@click.command(
    "edit",
    cls=Command,
    example='echo \'{"status": "kept"}\' | fieldapp edit commitment 018f...',
)
@click.argument("kind")
@click.argument("record", metavar="ID")
@FILE
@JSON_LINES
@with_call
def edit(call: Call, kind: str, record: str, file: str | None, json_lines: bool) -> int:
    """Change one record: only the fields given as a JSON object. null clears a field."""
    wanted = kind_named(kind)
    with opened(call) as workspace:
        records.load(workspace, kind, record)
        given = list(read_answers(_path(file)))
        if len(given) != 1:
            raise NotOneObject
        one = given[0]
        if isinstance(one, Given):
            one = Given(one.line, {**one.answers, "id": record})
        return _report(call, _keep_all(workspace, wanted, [one]), json_lines)


def _path(file: str | None) -> Path | None:
    return None if file in (None, "-") else Path(str(file))


def _keep_all(
    workspace: Workspace, kind: RecordKind, answers: Iterable[Read]
) -> Iterator[tuple[int, Kept]]:
    for read in answers:
        if isinstance(read, Given):
            yield read.line, keep(workspace, kind, read.answers)
        else:
            yield read.line, Kept("", (Problem("", read.error),), ())


def _report(call: Call, kept: Iterable[tuple[int, Kept]], json_lines: bool) -> int:
    saved: list[str] = []
    rejected: list[dict[str, Any]] = []
    doubtful: list[dict[str, Any]] = []
    stopped: UserError | None = None
    try:
        for line, one in kept:
            problems, doubts = _listed(call, line, one.problems), _listed(call, line, one.doubts)
            ids = [] if problems else [one.record]
            saved += ids
            rejected += problems
            doubtful += doubts
            _tell(call, (*problems, *doubts))
            if json_lines:
                print_json({"saved": ids, "rejected": problems, "doubts": doubts}, indent=None)
    except UserError as error:  # a full disk: what was saved before is still told
        stopped = error
    if not json_lines:
        call.answer({"saved": saved, "rejected": rejected, "doubts": doubtful}, saved)
    lines = len({problem["line"] for problem in rejected})
    summary = call.text(N_("Saved: {saved}. Not saved: {rejected}."))
    call.tell(summary.format(saved=len(saved), rejected=lines))
    if stopped is not None:
        call.tell_error(stopped)
        return stopped.exit_code
    return 1 if rejected else 0


def _tell(call: Call, problems: Iterable[dict[str, Any]]) -> None:
    for problem in problems:
        text = (
            N_("Line {line}, {field}: {reason}")
            if problem["field"]
            else N_("Line {line}: {reason}")
        )
        call.tell(call.text(text).format(**problem))


def _listed(call: Call, line: int, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "field": problem.field,
            "reason": " ".join(part for part in problem.error.sentences(call.text) if part),
        }
        for problem in problems
    ]
