"""`participation` and `calendar`: who came and who decides, and what keeps people from coming."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.looking import (
    FROM,
    PLACE,
    TO,
    Looked,
    area,
    look,
    period,
    references,
    title,
)
from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.seasons import Spell
from fieldapp.domain.community.seasons import calendar as calendar_of
from fieldapp.domain.fieldtypes import AGE
from fieldapp.domain.figures.here import A_YEAR
from fieldapp.domain.figures.participation import Participation, attendance, seats
from fieldapp.language import N_


@click.command(
    "participation",
    cls=Command,
    example="fieldapp participation --place SS0101 --from 2026-01-01 --json",
)
@PLACE
@FROM
@TO
@with_call
def participation(call: Call, place: str | None, first: date | None, last: date | None) -> None:
    """Show who came to meetings and who has a seat with a vote, by sex, age and disability.

    A count that is so small that it points to somebody is withheld, with all that would tell it.
    Ages are added up only in bands that all of them fit into.
    """
    looked = look(call)
    days = period(first, last, looked.today)
    here = area(looked, place)
    came = attendance(looked.ledger, here, *days)
    sit = seats(looked.ledger, here, with_vote=True)
    call.answer(
        {"attendance": _document(came), "seats": _document(sit)},
        (*_lines(call, N_("Who came"), came), *_lines(call, N_("Seats with a vote"), sit)),
    )


def _document(found: Participation) -> dict[str, Any]:
    return {
        "band_set": found.band_set or None,
        "counts": [
            {"sex": row, "age": column or None, "count": number}
            for (row, column), number in found.grid.counts.items()
        ],
        "with_disability": found.with_disability,
        "withheld": found.withheld,
        "places_left_out": found.places_left_out,
        "smallest_count": found.least,
        "about": references(found.about),
    }


def _lines(call: Call, heading: str, found: Participation) -> Iterator[str]:
    language = call.language
    few = call.text(N_("too few to show"))
    yield call.text(heading)
    for (row, column), number in found.grid.counts.items():
        if number == 0:
            continue
        sex = code_list("sex").label(row, language) if row else call.text(N_("All"))
        age = AGE.show(column, language) if column else call.text(N_("All ages"))
        yield f"  {sex}  {age}  {few if number is None else language.number(number)}"
    if found.with_disability is not None:
        label = call.text(N_("Of whom with a disability"))
        yield f"  {label}  {language.number(found.with_disability)}"


@click.command(
    "calendar", cls=Command, example="fieldapp calendar --place SS0101 --from 2026-06-01"
)
@PLACE
@FROM
@TO
@with_call
def calendar(call: Call, place: str | None, first: date | None, last: date | None) -> None:
    """Show the seasons and events that touch a period: who can come to a meeting, who cannot.

    Without days, the year that begins today.
    """
    looked = look(call)
    begin = first or looked.today
    days = period(begin, last or begin + A_YEAR, looked.today)
    spells = calendar_of(looked.ledger, area(looked, place), *days)
    call.answer([_spell(one) for one in spells], (_spell_line(call, looked, s) for s in spells))


def _spell(spell: Spell) -> dict[str, Any]:
    return {
        "from": spell.first.isoformat(),
        "to": spell.last.isoformat(),
        "type": spell.type,
        "turnout": spell.turnout,
        "groups": list(spell.groups),
        "about": references([spell.about]),
    }


def _spell_line(call: Call, looked: Looked, spell: Spell) -> str:
    language = call.language
    record = looked.ledger.find(spell.about.id)
    name = title(call, record) if record is not None else spell.about.id
    turnout = code_list("turnout").label(spell.turnout, language)
    groups = ", ".join(code_list("group").label(code, language) for code in spell.groups)
    days = f"{language.short_day(spell.first)} – {language.short_day(spell.last)}"
    who = f" ({groups})" if groups else ""
    return f"{days}  {name}: {turnout}{who}"
