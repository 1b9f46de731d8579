"""A day on the command line: year-month-day, as records have it."""

from datetime import date, datetime

import click


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
