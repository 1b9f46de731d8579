"""Options that commands which make papers share: about what, how printed, where to."""

import functools
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from fieldapp.calendars import CALENDAR_NAMES
from fieldapp.cli.call import Call
from fieldapp.digits import LOCAL, WESTERN
from fieldapp.domain.council.paper import Period
from fieldapp.domain.papers.order import LEAF_NAMES, Manner
from fieldapp.errors import WrongUse
from fieldapp.language import LANGUAGES, N_, PAPER_LANGUAGES


class IsoDay(click.ParamType[date]):
    """A day as year-month-day."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the date, or say that there is no such day."""
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail("This is not a date. Write it as year-month-day: 2026-11-30.", param, ctx)


OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="PDF file to write.",
)
PLACE = click.option("--place", required=True, help="P-code, id or name of the place.")
AREA = click.option(
    "--place", default="", help="Only this place and what lies in it: p-code, id or name."
)
FIRST = click.option(
    "--from", "first", type=IsoDay(), required=True, help="First day of the period."
)
LAST = click.option("--to", "last", type=IsoDay(), required=True, help="Last day of the period.")
# A paper that went out before is named by its code alone.
PLACE_OR_CODE = click.option("--place", default="", help="P-code, id or name of the place.")
FIRST_OR_CODE = click.option("--from", "first", type=IsoDay(), help="First day of the period.")
LAST_OR_CODE = click.option("--to", "last", type=IsoDay(), help="Last day of the period.")
CODE = click.option(
    "--code",
    default="",
    help="Code of a paper that went out before, instead of place and period.",
)
PREVIEW = click.option(
    "--preview",
    is_flag=True,
    help="Show what the paper would tell somebody who finds it, and write none.",
)


class CodeAndPlace(WrongUse):
    """A paper that went out before, and another place or period for it.

    It would take the place of the paper that is out, whose answer then is another village's.
    """

    text = N_("A code names a paper that went out before, with its place and its period.")
    remedy = N_("Give --code alone, or --place, --from and --to for a new paper.")


def period_asked(
    place: str, first: date | None, last: date | None, code: str = ""
) -> Period | None:
    """Return the period between two days; None where one of them is not named.

    Raises:
        CodeAndPlace: As it says.
    """
    if code and (place or first or last):
        raise CodeAndPlace
    return Period(first.isoformat(), last.isoformat()) if first and last else None


def manner(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how its paper is printed, as one value ``manner``."""
    return _with_manner(command, PAPER_LANGUAGES)


def manner_of_forms(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a paper that says what forms say: it speaks the languages of the window."""
    return _with_manner(command, LANGUAGES)


def _with_manner(command: Callable[..., None], languages: Iterable[str]) -> Callable[..., None]:
    @click.option("--language", type=click.Choice(list(languages)), help="Language of the paper.")
    @click.option(
        "--calendar",
        type=click.Choice(CALENDAR_NAMES),
        help="Calendar of its days, the Gregorian one beside it. Default: that of the place.",
    )
    @click.option(
        "--digits",
        type=click.Choice([WESTERN, LOCAL]),
        help="Digits of its figures. Default: those of the place, else what the language has.",
    )
    @click.option(
        "--leaf",
        type=click.Choice(LEAF_NAMES),
        help="What it is printed on: large is large print, tiles four A4 glued together, booklet"
        " A5 folded from A4.",
    )
    @click.option(
        "--beside", type=click.Choice(list(languages)), help="A second language beside it."
    )
    @click.option("--save-toner", is_flag=True, help="Print thin lines, and no surface in black.")
    @functools.wraps(command)
    def with_manner(
        call: Call,
        *,
        language: str | None,
        calendar: str | None,
        digits: str | None,
        leaf: str | None,
        beside: str | None,
        save_toner: bool,
        **asked: Any,
    ) -> None:
        wanted = Manner(
            language or call.language.code,
            leaf or "",
            beside or "",
            saves_toner=save_toner,
            calendar=calendar or "",
            digits=digits or "",
        )
        command(call, manner=wanted, **asked)

    return with_manner
