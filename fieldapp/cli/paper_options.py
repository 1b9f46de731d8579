"""Options that commands which make papers share: about what, how printed, where to."""

import functools
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call
from fieldapp.domain.papers.order import Manner
from fieldapp.language import LANGUAGES


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
PREVIEW = click.option(
    "--preview",
    is_flag=True,
    help="Show what the paper would tell somebody who finds it, and write none.",
)


def manner(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of how its paper is printed, as one value ``manner``."""

    @functools.wraps(command)
    def with_manner(call: Call, *, language: str | None, **asked: Any) -> None:
        command(call, manner=Manner(language or call.language.code), **asked)

    return click.option(
        "--language", type=click.Choice(list(LANGUAGES)), help="Language of the paper."
    )(with_manner)
