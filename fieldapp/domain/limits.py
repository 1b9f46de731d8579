"""The mission's figures: how long an answer may take, how long nobody may go unheard, what is high.

What we put in is general knowledge of the field; a mission sets its own by a record of the kind
`limit`, for everywhere or for an area.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from fieldapp.domain.area import Areas
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value

DEFAULTS: Mapping[str, float] = MappingProxyType(
    {
        # Days by level of feedback. Level 1 is answered on the spot; 6 and 7 within the day.
        "feedback_1_acknowledge": 0,
        "feedback_1_answer": 7,
        "feedback_2_acknowledge": 3,
        "feedback_2_answer": 14,
        "feedback_3_acknowledge": 3,
        "feedback_3_answer": 28,
        "feedback_4_acknowledge": 2,
        "feedback_4_answer": 28,
        "feedback_5_acknowledge": 1,
        "feedback_6_acknowledge": 1,
        "feedback_7_acknowledge": 0,
        "referral_days": 3,  # the first 72 hours matter medically
        "escalation_days": 7,
        "engagement_gap": 90,
        "review_gap": 180,  # community scorecard: repeated every six months
        "verification_days": 30,
        "risk_high": 15,
        "risk_review": 90,
        "upkeep_visit": 180,  # quick-impact projects: looked at three to six months later
        "trend_change": 5,
        "equity_share": 50,
        "smallest_area": 2,  # the county, by the levels of administration; 4 is as it was recorded
        "smallest_count": 5,
        "persons_to_reveal": 1,
        "persons_to_release": 1,
        "reveal_minutes": 15,
        "approval_hours": 24,  # a file is carried from one laptop to the other and back
        "readable_days": 30,  # without contact a laptop is read in confidence no longer than that
    }
)


class Limits:
    """The figures that hold, the mission's own before ours."""

    def __init__(self, records: Iterable[Disclosed], areas: Areas) -> None:
        self._areas = areas
        self._set: dict[str, list[tuple[str, str, Value, float]]] = {}
        for record in records:
            name, value = record.values.get("name"), record.values.get("value")
            if isinstance(name, str) and isinstance(value, int | float):
                decided = str(record.values.get("decided_on") or "")
                entry = (decided, record.id, record.values.get("place"), float(value))
                self._set.setdefault(name, []).append(entry)

    def of(self, name: str, place: Value = None) -> float:
        """Return the figure for a place: one set for its area goes before one for everywhere, and
        of several the one decided last counts."""
        holding = [
            (bool(area), decided, record, value)
            for decided, record, area, value in self._set.get(name, ())
            if not area or (place and self._areas.covers(area, place))
        ]
        return max(holding)[-1] if holding else DEFAULTS[name]
