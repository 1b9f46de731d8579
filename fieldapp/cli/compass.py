"""`compass` and `equity`: how far the community owns what is done, and who gets less than usual."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.looking import FROM, PLACE, TO, area, look, period, places, references
from fieldapp.domain.codelists import code_list
from fieldapp.domain.figures.equity import MEASURES, Measure, Share, shares
from fieldapp.domain.figures.figure import Figure
from fieldapp.domain.figures.ownership import compass as compass_of
from fieldapp.language import N_


@click.command(
    "compass",
    cls=Command,
    example="fieldapp compass --place SS0101\nfieldapp compass --from 2026-01-01 --json",
)
@PLACE
@FROM
@TO
@with_call
def compass(call: Call, place: str | None, first: date | None, last: date | None) -> None:
    """Show the ownership compass: who leads, agrees, supervises, supplies, keeps what was built.

    Each figure comes with its two parts and the records behind it.
    """
    looked = look(call)
    found = compass_of(looked.ledger, area(looked, place), *period(first, last, looked.today))
    document = {
        "place": found.place or None,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "figures": [_figure(call, figure) for figure in found.figures],
    }
    call.answer(document, (_line(call, figure) for figure in found.figures))


def _figure(call: Call, figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "label": call.text(figure.label),
        "value": figure.value,
        "numerator": _plain(figure.numerator),
        "denominator": _plain(figure.denominator),
        "currency": figure.currency or None,
        "withheld": figure.withheld,
        "inside": references(figure.inside),
        "outside": references(figure.outside),
    }


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _line(call: Call, figure: Figure) -> str:
    language = call.language
    if figure.value is None:
        why = N_("too few to show") if figure.withheld else N_("too little data")
        return f"{'–':>5}  {call.text(figure.label)} ({call.text(why)})"
    parts = f"{language.number(figure.numerator)} / {language.number(figure.denominator)}"
    percent = language.percent(figure.value)
    return f"{percent:>5}  {call.text(figure.label)} ({parts} {figure.currency}".rstrip() + ")"


@click.command("equity", cls=Command, example="fieldapp equity --from 2026-01-01 --to 2026-06-30")
@FROM
@TO
@with_call
def equity(call: Call, first: date | None, last: date | None) -> None:
    """Compare places and groups: resources, leadership, protection and being heard.

    At least three must be comparable. A low share is a question to ask, not a verdict.
    """
    looked = look(call)
    found = shares(looked.ledger, *period(first, last, looked.today))
    document = [_measure(call, measure) for measure in found]
    name = places(looked)
    call.answer(document, (line for measure in found for line in _lines(call, measure, name)))


def _measure(call: Call, measure: Measure) -> dict[str, Any]:
    about, label = MEASURES[measure.name]
    return {
        "name": measure.name,
        "label": call.text(label),
        "about": call.text(about),
        "of": "groups" if measure.of_groups else "places",
        "currency": measure.currency or None,
        "usual": None if measure.usual is None else float(measure.usual),
        "shares": [_share(share) for share in measure.shares],
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "who": share.who,
        "value": None if share.value is None else float(share.value),
        "of_usual": share.of_usual,
        "left_behind": share.left_behind,
        "withheld": share.withheld,
        "about": references(share.about),
    }


def _lines(call: Call, measure: Measure, place: Callable[[str], str]) -> Iterator[str]:
    if measure.usual is None:
        return
    about, label = MEASURES[measure.name]
    language = call.language
    yield f"{call.text(about)}: {call.text(label)} {measure.currency}".rstrip()
    for share in measure.shares:
        who = place(share.who)
        if measure.of_groups:
            who = code_list("group").label(share.who, language)
        value = "–" if share.value is None else language.number(round(share.value, 2))
        usual = "" if share.of_usual is None else f"  {language.percent(share.of_usual)}"
        behind = "  " + call.text(N_("left behind")) if share.left_behind else ""
        yield f"  {who}  {value}{usual}{behind}"
