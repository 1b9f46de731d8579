"""Places and groups that are left behind: less than the mission's share of what is usual."""

from collections.abc import Iterator
from datetime import MINYEAR, date, timedelta

from fieldapp.domain.codelists import code_list
from fieldapp.domain.figures.equity import MEASURES, Measure, Share, shares
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals.signal import Signal
from fieldapp.errors import Words
from fieldapp.language import N_

PERIOD = 365
"""Days looked back: all seasons once, so that no season counts as neglect."""

_PLACE = N_(
    "{what}: this place has {part} per cent of what is usual in our places. Less than {limit} per "
    "cent counts as left behind."
)
_GROUP = N_(
    "{what}: {group} has {part} per cent of what is usual for the groups. Less than {limit} per "
    "cent counts as left behind."
)


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give whoever is left behind in the year up to today."""
    first = today - timedelta(PERIOD) if today.year > MINYEAR else date.min
    for measure in shares(ledger, first, today):
        for share in measure.shares:
            if share.left_behind:
                yield _signal(ledger, measure, share)


def _signal(ledger: Ledger, measure: Measure, share: Share) -> Signal:
    place = "" if measure.of_groups else share.who
    facts: dict[str, object] = {
        "what": Words(MEASURES[measure.name][1]),
        "part": share.of_usual,
        "limit": ledger.limits.of("equity_share", place),
    }
    if measure.of_groups:
        groups = code_list("group")
        other = share.who if groups.has(share.who) else groups.labels["other"]
        facts["group"] = Words(groups.labels.get(share.who, other))
    return Signal(
        name="left_behind",
        tone="warn",
        text=_GROUP if measure.of_groups else _PLACE,
        about=share.about,
        facts=facts,
        place=place,
    )
