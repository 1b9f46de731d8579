"""What is watched, decided and learned about the water point of the invented village."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from fieldapp.domain.fieldtypes import Value

PLACE = "XX010203"

Rows = Sequence[tuple[str, Mapping[str, Value]]]


class Save(Protocol):
    """Saves a record with its rows and returns its id."""

    def __call__(self, kind: str, values: Mapping[str, Value], rows: Rows = (), /) -> str: ...


def steer(save: Save, on: Callable[[int], str], work: str, feedback: str) -> dict[str, str]:
    """Fill in all that, and return the ids of what the pictures open."""
    objective = save(
        "objective",
        {"title": "Safe water within a walk", "place": PLACE, "led_by": "them", "level": "outcome"},
    )
    indicator = save(
        "indicator",
        {
            "name": "Households with water all day",
            "about": "service_delivery",
            "objective": objective,
            "place": PLACE,
            "measure": "percentage",
            "direction": "up",
            "baseline": 22,
            "baseline_on": on(-200),
            "target": 80,
            "target_on": on(160),
            "source": "Count by the water committee",
        },
        (
            ("observation", {"observed_on": on(-90), "value": 25}),
            ("observation", {"observed_on": on(-45), "value": 41, "note": "Two pumps run."}),
            ("observation", {"observed_on": on(-5), "value": 36, "note": "One ran dry."}),
        ),
    )
    scenario = save(
        "scenario",
        {"title": "The river stays low until the rains", "place": PLACE},
        (
            (
                "trigger",
                {
                    "title": "Fewer than 30 in 100 households have water",
                    "watch": "indicator",
                    "indicator": indicator,
                    "comparison": "at_most",
                    "threshold": 30,
                },
            ),
            (
                "pivot",
                {
                    "action": "Water is brought by truck for six weeks",
                    "status": "approved",
                    "taken_by": "head_of_office",
                    "up_to": 900000,
                    "currency": "XOF",
                    "approved_by": "head_of_mission",
                    "approved_on": on(-20),
                    "expires_on": on(120),
                    "consulted": ("women", "council"),
                },
            ),
        ),
    )
    risk = save(
        "risk",
        {
            "title": "The second pump runs dry as well",
            "place": PLACE,
            "deliverable": work,
            "likelihood": "4",
            "impact": "3",
            "mitigation": "The well is deepened before the heat",
            "status": "treated",
            "reviewed_on": on(-14),
            "review_on": on(16),
        },
    )
    save("risk", {"title": "Grazing routes close early", "place": "XX010205", "status": "open"})
    decision = save(
        "decision",
        {
            "what": "The money for the fence goes to a second pump",
            "place": PLACE,
            "type": "reallocate",
            "step": "taken",
            "decided_on": on(-2),
            "decided_by": "head_of_office",
            "why": "Women walk to the river again since the pump runs dry by noon.",
            "consulted": ("women", "council"),
            "feedback": feedback,
            "deliverable": work,
            "indicator": indicator,
            "amount": 650000,
            "currency": "XOF",
        },
    )
    commitment = save(
        "commitment",
        {
            "promised_by": "others",
            "what": "The guard post lends its truck for the pipes",
            "place": PLACE,
            "due_on": on(4),
            "status": "open",
            "deliverable": work,
        },
    )
    save("bottleneck", {"what": "Pipes wait at the border", "place": PLACE, "seen_on": on(-12),
                        "deliverable": work, "status": "being_removed"})  # fmt: skip
    save("lesson", {"what": "Ask the women before a site is chosen", "place": PLACE,
                    "status": "applied", "change": "They are asked first, apart."})  # fmt: skip
    for holder, role in (("Mariam Diallo", "field_officer"), ("Josef Kall", "team_leader")):
        save("assignment", {"holder": holder, "role": role, "from_on": on(-100)})
    return {
        "indicator": indicator,
        "scenario": scenario,
        "risk": risk,
        "decision": decision,
        "commitment": commitment,
    }
