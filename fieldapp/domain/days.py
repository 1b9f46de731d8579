"""The days that records give, read so that no odd answer from another laptop can stop a rule."""

from datetime import date, timedelta

from fieldapp.domain.fieldtypes import Value


def day_of(value: Value) -> date | None:
    """Return the day that a record gives, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:  # what arrived from another laptop need not be a day
        return None


def after(day: date, days: float) -> date:
    """Return the day so many days later; the last or the first day there is where that is further.

    Args:
        days: Below nought for a day before.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
