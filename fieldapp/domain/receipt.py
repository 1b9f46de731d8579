"""The receipt of feedback: what the slip says that somebody carries home in a pocket.

It is the same for praise and for the gravest complaint, so that whoever finds it learns nothing:
no name, no word of what was said, no level, and one time limit for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.limits import DEFAULTS, Limits
from fieldapp.errors import UserError
from fieldapp.language import N_

WHERE_TO_ASK = N_("Where to ask")
ASK_FROM = N_("Ask for the answer from")


class NoCode(UserError):
    """A slip without a code is of no use to anybody."""

    text = N_("This feedback has no code, so there is no receipt.")
    remedy = N_("Give it a code in “Code on the slip”, save it and try again.")


@dataclass(frozen=True)
class Receipt:
    """What stands on the slip.

    Attributes:
        code: Finds the feedback again; says nothing by itself.
        ask_from: ISO day by which an answer may be expected; "" where the day is not known.
        ways: Where to ask: desks, boxes and lines of the place, as they are on public papers.
    """

    code: str
    ask_from: str
    ways: tuple[str, ...]


def receipt_of(feedback: Disclosed, place: Disclosed | None, limits: Limits) -> Receipt:
    """Return the receipt of feedback.

    Args:
        place: As anybody may read it.

    Raises:
        NoCode: It has none.
    """
    code = str(feedback.values.get("code") or "").strip()
    if not code:
        raise NoCode
    received = day_of(str(feedback.values.get("received_on") or ""))
    # Not the limit of its own level: one day instead of four weeks would say what it was about.
    days = max(limits.of(name) for name in DEFAULTS if _is_answer(name))
    ask_from = (received + timedelta(days=int(days))).isoformat() if received else ""
    return Receipt(code, ask_from, _ways(place))


def told_of_receipt(receipt: Receipt) -> Iterator[Told]:
    """Give everything that somebody can read on the slip, but for its code."""
    for line, way in enumerate(receipt.ways, 1):
        yield Told(Where(1, WHERE_TO_ASK, line), What.REACH, way)
    if receipt.ask_from:
        yield Told(Where(2, ASK_FROM), What.DAY, receipt.ask_from)


def _is_answer(name: str) -> bool:
    return name.startswith("feedback_") and name.endswith("_answer")


def _ways(place: Disclosed | None) -> tuple[str, ...]:
    if place is None:
        return ()
    texts = (place.values.get("contact"), place.values.get("complaints"))
    lines = [line.strip() for text in texts if text for line in str(text).splitlines()]
    return tuple(dict.fromkeys(line for line in lines if line))
