"""An invented village for the pictures of `gallery`: no place and no person of it exists."""

from collections.abc import Mapping
from datetime import date, timedelta

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import drafts, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_steering import PLACE, Rows, steer

PLACES = {PLACE: "Gorom", "XX010204": "Bilbaré", "XX010205": "Tin Adar", "XX010206": "Ouarba"}


def settle_in(workspace: Workspace, today: date) -> dict[str, str]:
    """Fill a workspace and return the ids of what the pictures open, by kind."""

    def on(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    def save(kind: str, values: Mapping[str, Value], rows: Rows = ()) -> str:
        record = records.save(workspace, Change(kind, values))
        for row_kind, row_values in rows:
            parent = {kind: record, "place": values.get("place")}
            records.save(workspace, Change(row_kind, {**row_values, **parent}))
        return record

    for code, name in PLACES.items():
        save(
            "place",
            {
                "name": name,
                "pcode": code,
                "type": "village",
                "contact": "Desk of the mission at the market, Tuesdays",
                "complaints": "Box at the health post\nHotline 117\nThe imam or the women's group",
            },
        )
    for name, component in (
        ("Council of Gorom", "customary"),
        ("Water committee", "civil_society"),
    ):
        save("actor", {"name": name, "component": component, "place": PLACE, "role": "Decides"})
    meeting = save(
        "meeting",
        {
            "title": "Water point and market patrols",
            "held_on": on(-4),
            "place": PLACE,
            "type": "council",
            "language": "Fulfulde",
            "missing": ("women", "youth"),
            "missing_reason": "Harvest",
        },
        (
            ("attendance", {"sex": "female", "age_group": "adult", "count": 9}),
            ("attendance", {"sex": "female", "age_group": "older", "count": 4}),
            (
                "attendance",
                {"sex": "male", "age_group": "adult", "count": 17, "with_disability": 2},
            ),
            ("attendance", {"sex": "male", "age_group": "older", "count": 6}),
            ("issue", {"said": "The pump is dry by noon.", "topic": "water", "raised_by": "women"}),
            ("issue", {"said": "Nobody patrols on market days.", "topic": "security"}),
            (
                "commitment",
                {
                    "promised_by": "us",
                    "what": "Repair the second pump",
                    "who": "Engineer",
                    "due_on": on(-3),
                    "status": "open",
                },
            ),
            (
                "commitment",
                {
                    "promised_by": "us",
                    "what": "Patrol on every market day",
                    "due_on": on(5),
                    "status": "open",
                },
            ),
            (
                "commitment",
                {
                    "promised_by": "them",
                    "what": "Clear the path to the school",
                    "due_on": on(9),
                    "status": "open",
                },
            ),
        ),
    )
    for title, days, kind, code in (
        ("Return of displaced families", -11, "displaced", "XX010204"),
        ("Women's group: safety at the wells", -19, "women", PLACE),
        ("Grazing routes after the rains", -25, "customary", "XX010205"),
        ("Youth group: radio programme", -33, "youth", "XX010206"),
        ("Fees at the health post", -40, "authority", PLACE),
    ):
        save("meeting", {"title": title, "held_on": on(days), "place": code, "type": kind})
    deliverable = save(
        "deliverable",
        {
            "title": "Water point of Gorom",
            "place": PLACE,
            "sector": "water",
            "status": "ongoing",
            "planned_start": on(-70),
            "planned_end": on(6),
            "budget": 4200000,
            "spent": 2750000,
            "currency": "XOF",
            "led_by": "them",
            "built_by": "Builders' cooperative of Gorom",
            "community_gives": "Sand, stones and two guards",
        },
        (
            (
                "milestone",
                {
                    "title": "Well deepened",
                    "due_on": on(-30),
                    "status_mission": "done",
                    "status_community": "done",
                    "made_together": True,
                },
            ),
            (
                "milestone",
                {
                    "title": "Pump set",
                    "due_on": on(-8),
                    "status_mission": "done",
                    "status_community": "not_done",
                    "community_words": "It runs dry by noon.",
                    "made_together": True,
                },
            ),
            (
                "budget_line",
                {"what": "Masonry", "planned": 1800000, "spent": 1650000, "local": True},
            ),
            ("budget_line", {"what": "Pump", "planned": 2400000, "spent": 1850000}),
        ),
    )
    for title, sector, status in (
        ("School roof of Bilbaré", "education", "completed"),
        ("Track to the market of Tin Adar", "roads", "suspended"),
        ("Health post: fence", "health", "planned"),
    ):
        save(
            "deliverable",
            {"title": title, "sector": sector, "status": status, "place": PLACE,
             "planned_end": on(40)},
        )  # fmt: skip
    incident = save(
        "incident",
        {
            "happened_on": on(-6),
            "date_precision": "few_days",
            "type": "threat",
            "place": PLACE,
            "place_precision": "near",
            "summary": "Traders were threatened on the way to the market.",
            "account": "Told by two of them, on their own, at the desk.",
            "referral": "referred",
            "referred_to": "Legal clinic",
            "referred_on": on(-5),
        },
        (
            ("victim", {"sex": "male", "age_group": "18-49", "injured_min": 0, "injured_max": 1}),
            (
                "referral",
                {
                    "service": "legal",
                    "offered_on": on(-6),
                    "outcome": "referred",
                    "referred_on": on(-5),
                },
            ),
        ),
    )
    refer_only = save(
        "incident",
        {"happened_on": on(-9), "type": "gender_based_violence", "referral": "not_offered"},
    )
    save("incident", {"happened_on": on(-21), "type": "property", "place": "XX010205"})
    feedback = save(
        "feedback",
        {
            "received_on": on(-16),
            "channel": "box",
            "level": 3,
            "place": PLACE,
            "summary": "The works stopped and nobody told us why.",
            "topic": "water",
            "raised_by": "women",
            "about": deliverable,
            "status": "open",
        },
    )
    review = save(
        "joint_review",
        {
            "held_on": on(-84),
            "place": PLACE,
            "number": 2,
            "paper_code": "GOR-7K2M",
            "safety_women": "same",
            "safety_men": "safer",
            "agreement": "agree_with_remarks",
            "agreement_form": "thumb_print",
            "remarks": "The pump must run all day before it counts as done.",
            "next_on": on(8),
        },
        (
            (
                "finding",
                {"ours": "The pump is set.", "theirs": "It is dry by noon.", "status": "disputed"},
            ),
            ("decision", {"what": "A second pump is set", "promised_by": "us", "due_on": on(12)}),
        ),
    )
    steering = steer(save, on, deliverable, feedback)
    clashing = save("deliverable", {"title": "Market hall", "place": PLACE, "status": "ongoing"})
    drafts.keep(
        workspace,
        "8f14e45f-ceea-467f-9c7e-0b5d6b0d0001",
        "meeting",
        {
            "record": "8f14e45f-ceea-467f-9c7e-0b5d6b0d0001",
            "answers": {"title": "Council of Tin Adar", "place": "XX010205"},
            "rows": [],
            "removed": [],
            "seen": {},
        },
    )
    return {
        "meeting": meeting,
        "deliverable": deliverable,
        "incident": incident,
        "feedback": feedback,
        "joint_review": review,
        "clashing": clashing,
        "refer_only": refer_only,
        **steering,
    }
