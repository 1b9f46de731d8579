"""Who matters, who sits and what comes in the invented village: what the results page shows."""

from collections.abc import Mapping
from datetime import date, timedelta

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_steering import PLACE


def gather(workspace: Workspace, today: date) -> None:
    """Fill in actors with their ties and seats, seasons, and indicators of both sides."""

    def on(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    def save(kind: str, values: Mapping[str, Value]) -> str:
        return records.save(workspace, Change(kind, {"place": PLACE, **values}))

    elders, herders, women = (
        save("actor", {"name": name, "component": part, "influence": influence, **more})
        for name, part, influence, more in (
            ("Elders of the wells", "customary", "decisive", {"jurisdiction": "Land and water"}),
            ("Herders of Tin Adar", "business", "some", {"place": "XX010205"}),
            ("Women's union of Gorom", "women", "much", {}),
        )
    )
    for one, tie, other in (
        (elders, "rival", herders),
        (women, "mediates", elders),
        (women, "mediates", herders),
    ):
        save("tie", {"actor": one, "type": tie, "other": other, "strength": "much"})
    for sex, count in (("female", 6), ("male", 9)):
        seat: dict[str, Value] = {"actor": elders, "sex": sex, "age_group": "18-49", "count": count}
        save("seat", {**seat, "with_vote": True})
    for name, kind, first, last, more in (
        ("Rains", "rains", 40, 130, {"turnout": "fewer"}),
        ("Millet harvest", "harvest", 10, 45, {"groups": ("women", "youth")}),
        ("Herds pass through", "migration", 150, 190, {"turnout": "none"}),
    ):
        days: dict[str, Value] = {"from_on": on(first), "until_on": on(last), "every_year": True}
        save("season", {"name": name, "type": kind, **days, **more})
    for name, about, work, figures in (
        ("Days that the market road was open", "freedom_of_movement", "security", (9, 14, 20, 25)),
        ("People who trust the post", "trust", "civilian", (52, 47, 41, 30)),
    ):
        watched: dict[str, Value] = {
            "about": about,
            "work": work,
            "measure": "percentage",
            "direction": "up",
        }
        indicator = save("indicator", {"name": name, "target": 60, **watched})
        for month, value in enumerate(figures):
            seen: dict[str, Value] = {"observed_on": on(30 * month - 100), "value": value}
            save("observation", {"indicator": indicator, **seen})
