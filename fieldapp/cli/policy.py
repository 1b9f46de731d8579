"""`policy`: which role reads which field of which kind, through which door.

The table is asked of the program itself, in `domain.policy_table`; how it becomes a page to print
is in `policy_page`.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import write_whole
from fieldapp.cli.policy_page import in_words, policy_page
from fieldapp.domain.disclosure import Reader, reader_of
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.policy import POLICY, Door
from fieldapp.domain.policy_table import FINDER, PARTNER, Passes, Passing, Row, table
from fieldapp.sync.members.membership import ROLES

STRANGERS = (FINDER, PARTNER)


@click.command(
    "policy",
    cls=Command,
    example="fieldapp policy incident\nfieldapp policy --role officer --door council_paper\n"
    "fieldapp policy -o policy.html",
)
@click.argument("kind", required=False)
@click.option("--role", type=click.Choice([*ROLES, *STRANGERS]), help="Only this role.")
@click.option("--door", type=click.Choice([door.value for door in Door]), help="Only this door.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page (HTML) to read or to print.",
)
@with_call
def policy(
    call: Call, kind: str | None, role: str | None, door: str | None, output: Path | None
) -> None:
    """Show who reads what: role by kind, field and door.

    Beside the roles of the mission stand “community”, whoever finds a council's paper, and
    “partner”, whoever gets a file under a data-sharing agreement, which narrows it further. Some
    fields pass only while the record is not closed; then the answers with which they do are named.
    """
    kinds = {kind: kind_named(kind)} if kind else KINDS
    rows = [_at(row, door) for row in table(readers(), kinds) if role in (None, row.role)]
    rows = [row for row in rows if row.doors]
    if output is not None:
        write_whole(output, policy_page(call.language, rows).encode("utf-8"))
        told = len({(row.kind, row.field) for row in rows})
        call.answer({"file": str(output), "fields": told}, [str(output)])
        return
    call.answer(_document(rows), _lines(call, rows))


def readers() -> dict[str, Reader]:
    """Return each role of a mission as somebody who reads."""
    return {role: reader_of(role, reads) for role, (reads, _writes) in ROLES.items()}


def _at(row: Row, door: str | None) -> Row:
    if door is None:
        return row
    doors = {each: passes for each, passes in row.doors.items() if each.value == door}
    return Row(row.role, row.kind, row.field, row.level, doors)


def _document(rows: Iterable[Row]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for row in rows:
        fields = document.setdefault(row.role, {}).setdefault(row.kind, {})
        fields[row.field] = {
            "level": row.level.name.lower(),
            "doors": {door.value: _plain(passes) for door, passes in row.doors.items()},
        }
    return document


def _plain(passes: Passes) -> str | Mapping[str, list[str]]:
    if isinstance(passes, Passing):
        return passes.value
    return {each.question: list(each.passing) for each in passes}


def _lines(call: Call, rows: Iterable[Row]) -> Iterator[str]:
    for (role, kind), group in groupby(rows, key=lambda row: (row.role, row.kind)):
        yield f"{role}: {call.text(KINDS[kind].plural)} ({kind})"
        for row in group:
            yield f"  {row.field}  {row.level.name.lower()}"
            yield from (f"      {line}" for line in _doors(call, row))


def _doors(call: Call, row: Row) -> Iterator[str]:
    """Give a line for doors that are alike."""
    alike: dict[str, list[str]] = {}
    for door, passes in row.doors.items():
        alike.setdefault(in_words(call.text, row.kind, passes), []).append(
            call.text(POLICY[door].label)
        )
    for words, doors in alike.items():
        yield f"{words}: {', '.join(doors)}"
