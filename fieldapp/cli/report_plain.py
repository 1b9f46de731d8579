"""The commands of `report` for papers that need no more than what their sort asks for.

What a paper asks stands in `domain.papers.sorts`; so does what it is for, which is its help.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.paper_options import OUTPUT, PREVIEW, IsoDay, manner, manner_of_forms
from fieldapp.cli.releasing import NOBODY_ASKED, GoingOut, going_out
from fieldapp.domain.council.leave_out import LeftOut, answer_named
from fieldapp.domain.council.paper import Period
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.domain.papers.sorts import Asks, Audience, PaperSort

Decorator = Callable[[Any], Any]
"""What puts an option on a command."""

FOR_COMMUNITY = (
    "It holds no incident, no name and no count that could point to a person. A telephone number,"
    " a position, a name or the day of a payment in somebody's words keeps it from being made."
)
FOR_TEAM = "Every page says that it is for the mission's team alone."

_EXAMPLES: Mapping[Asks, str] = {
    Asks.RECORD: "--{kind} 018f...",
    Asks.PLACE: "--place Gorom",
    Asks.DAY: "--day 2026-12-03",
    Asks.PERIOD: "--from 2026-08-01 --to 2026-11-30",
}


def plain_command(sort: PaperSort, answer: Callable[..., None]) -> click.Command:
    """Return the command that makes a sort of paper.

    Args:
        answer: Makes the paper of an order, and says what it is.
    """

    def make(
        call: Call,
        manner: Manner,
        output: Path | None,
        preview: bool,
        going: GoingOut = NOBODY_ASKED,
        **asked: Any,
    ) -> None:
        order = PaperOrder(
            sort.name,
            manner,
            place=asked.get("place") or "",
            period=_period(asked.get("first"), asked.get("last")),
            day=_iso(asked.get("day")),
            kind=sort.kind,
            record=asked.get("record") or "",
            left_out=_left_out(asked.get("left_out", ()), asked.get("because", "")),
        )
        answer(call, order, output, going, preview=preview)

    printed = manner_of_forms if sort.like_forms else manner
    command: Callable[..., Any] = printed(make)
    if sort.needs_release:
        command = going_out(command)
    command = with_call(command)
    for option in reversed((*_asked(sort), OUTPUT, PREVIEW, *_kept_off(sort))):
        command = option(command)
    make_it = click.command(sort.command, cls=Command, example=_example(sort), help=_help(sort))
    return make_it(command)


def _asked(sort: PaperSort) -> tuple[Decorator, ...]:
    """Return the options for what the paper is about."""
    options: list[Decorator] = []
    whole = "" if Asks.PLACE in sort.asks else " Default: the whole mission."
    for ask, names, kind, words in (
        (Asks.RECORD, (f"--{sort.kind}", "record"), None, f"Id of the {sort.kind}."),
        (Asks.PLACE, ("--place",), None, f"P-code, id or name of the place.{whole}"),
        (Asks.DAY, ("--day",), IsoDay(), "Its day. Naming it confirms that it may be known."),
        (Asks.PERIOD, ("--from", "first"), IsoDay(), "First day of the period."),
        (Asks.PERIOD, ("--to", "last"), IsoDay(), "Last day of the period."),
    ):
        if ask in sort.asks | sort.may:
            required = ask in sort.asks
            options.append(click.option(*names, type=kind, required=required, help=words))
    return tuple(options)


def _kept_off(sort: PaperSort) -> tuple[Decorator, ...]:
    if sort.audience is not Audience.COMMUNITY:
        return ()
    return (
        click.option(
            "--leave-out",
            "left_out",
            multiple=True,
            metavar="ID.FIELD",
            help="Keep this answer off the paper; may be given several times.",
        ),
        click.option("--because", default="", metavar="REASON", help="Why something is left out."),
    )


def _period(first: date | None, last: date | None) -> Period | None:
    """Return the period; what is open at one end goes as far as there are days."""
    if first is None and last is None:
        return None
    return Period((first or date.min).isoformat(), (last or date.max).isoformat())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _left_out(answers: tuple[str, ...], because: str) -> LeftOut:
    return LeftOut(tuple(answer_named(text) for text in answers), because)


def _example(sort: PaperSort) -> str:
    asked = [words for ask, words in _EXAMPLES.items() if ask in sort.asks]
    about = " ".join(asked).format(kind=sort.kind)
    return f"fieldapp report {sort.command} {about} --language ar -o {sort.command}.pdf"


def _help(sort: PaperSort) -> str:
    told = {Audience.COMMUNITY: FOR_COMMUNITY, Audience.TEAM: FOR_TEAM}.get(sort.audience, "")
    return f"{sort.about}\n\n{told}"
