"""`board`: civilian, security and development indicators side by side, and how each stands."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.looking import ON, PLACE, area, look, places, references, title
from fieldapp.domain.codelists import code_list
from fieldapp.domain.figures.board import Board, Cell, Row
from fieldapp.domain.figures.board import board as board_of
from fieldapp.domain.figures.trends import VERDICTS
from fieldapp.language import N_


@click.command("board", cls=Command, example="fieldapp board --place SS01\nfieldapp board --json")
@PLACE
@ON
@with_call
def board(call: Call, place: str | None, day: date | None) -> None:
    """Show all indicators in one framework, with their aim, their direction and how old they are.

    A figure that counts so few people that it points to somebody is withheld.
    """
    looked = look(call, day)
    found = board_of(looked.ledger, looked.today, area(looked, place))
    call.answer(_document(found), _lines(call, found, places(looked)))


def _document(found: Board) -> dict[str, Any]:
    def rows(members: tuple[Row, ...]) -> list[dict[str, Any]]:
        return [_row(row) for row in members]

    return {
        "work": {group.work or "other": rows(group.rows) for group in found.groups},
        "security": [row.indicator.id for row in found.security],
        "well_being": [row.indicator.id for row in found.well_being],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "indicator": row.indicator.id,
        "name": row.indicator.values.get("name"),
        "about": row.indicator.values.get("about"),
        "group": row.group or None,
        "aim": row.aim,
        "aim_on": row.aim_on or None,
        "places": [_cell(cell) for cell in row.cells.values()],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "place": cell.place or None,
        "latest": cell.latest,
        "withheld": cell.withheld,
        "progress": cell.progress,
        "verdict": cell.verdict,
        "on": cell.on.isoformat() if cell.on else None,
        "fresh": cell.fresh,
        "observations": references(cell.observations),
    }


def _lines(call: Call, found: Board, place: Callable[[str], str]) -> Iterator[str]:
    language = call.language
    for group in found.groups:
        yield code_list("field_of_work").label(group.work, language) or call.text(N_("Other"))
        for row in group.rows:
            yield f"  {title(call, row.indicator)}"
            for cell in row.cells.values():
                latest = "–" if cell.latest is None else language.number(cell.latest)
                if cell.withheld:
                    latest = call.text(N_("too few to show"))
                aim = "" if row.aim is None else f" / {language.number(row.aim)}"
                old = "" if cell.fresh else "  " + call.text(N_("(out of date)"))
                verdict = call.text(VERDICTS[cell.verdict])
                yield f"    {place(cell.place)}  {latest}{aim}  {verdict}{old}"
