"""Systems 9 to 16: participation, local economy, roles, liaison, learning, seasons, power."""

from tests.cli.conftest import Run, put
from tests.cli.systems.story import GOROM, TODAY, about, day, edit, figures, one, told


def test_09_inclusive_leadership_and_participation(gorom: Run) -> None:
    council = one(gorom, "actor", name="Gorom council", component="customary", place=GOROM)
    put(
        gorom,
        "seat",
        {
            "actor": council,
            "place": GOROM,
            "sex": "female",
            "age_group": "34",
            "count": 5,
            "with_vote": True,
        },
        {
            "actor": council,
            "place": GOROM,
            "sex": "male",
            "age_group": "60+",
            "count": 15,
            "with_vote": True,
        },
    )
    meeting = one(gorom, "meeting", title="Well", held_on=day(-9), place=GOROM)
    put(
        gorom,
        "attendance",
        {
            "meeting": meeting,
            "sex": "female",
            "age_group": "18-49",
            "count": 12,
            "with_disability": 5,
        },
        {"meeting": meeting, "sex": "male", "age_group": "18-49", "count": 9, "with_disability": 5},
    )

    found = gorom("participation", "--place", GOROM, "--to", TODAY, "--json").json
    seats = {(c["sex"], c["age"]): c["count"] for c in found["seats"]["counts"]}
    came = {(c["sex"], c["age"]): c["count"] for c in found["attendance"]["counts"]}
    assert seats["female", None] == 5
    assert came["female", "18-49"] == 12
    assert found["attendance"]["with_disability"] == 10
    compass = gorom("compass", "--place", GOROM, "--to", TODAY, "--json").json["figures"]
    assert next(f["value"] for f in compass if f["name"] == "seats_women") == 25


def test_10_local_procurement_capacity_building_and_mentorship(gorom: Run) -> None:
    well = one(gorom, "deliverable", title="Well", place=GOROM, currency="USD", status="ongoing")
    put(
        gorom,
        "budget_line",
        {"deliverable": well, "what": "Sand", "spent": 300, "local": True},
        {"deliverable": well, "what": "Pump", "spent": 700, "local": False},
    )
    one(
        gorom,
        "training",
        deliverable=well,
        topic="Care of the pump",
        type="mentoring",
        from_on=day(-20),
        local_mentor=True,
    )
    one(gorom, "handover", deliverable=well, to_whom="Pump committee", community_signed=True)

    found = figures(gorom)
    assert (found["bought_locally"]["value"], found["bought_locally"]["currency"]) == (
        30,
        "USD",
    )
    assert found["local_mentors"]["value"] == 100
    assert found["upkeep_signed"]["value"] == 100


def test_11_roles_among_military_police_development_and_humanitarian_actors(gorom: Run) -> None:
    for component, facet in (
        ("military", "physical_protection"),
        ("police", "rule_of_law"),
        ("development", "works"),
        ("humanitarian", "access"),
    ):
        one(gorom, "actor", name=f"The {component} part", component=component, place="KE01")
        one(
            gorom,
            "assignment",
            holder=f"The {component} desk",
            role="team_leader",
            component=component,
            facet=facet,
            place="KE01",
        )

    owner = gorom("list", "assignment", "--where", "facet=access", "--json").json
    assert [o["holder"] for o in owner] == ["The humanitarian desk"]
    assert len(gorom("list", "actor", "--where", "component=military", "--json").json) == 1
    assert "Rule of law" in gorom("get", "assignment", *_only(gorom, "assignment", "police")).out


def _only(run: Run, kind: str, component: str) -> list[str]:
    return [r["id"] for r in run("list", kind, "--where", f"component={component}", "--json").json]


def test_12_liaison_for_gender_based_violence_child_protection_displacement(gorom: Run) -> None:
    post = {
        role: one(gorom, "assignment", holder="Amina", role=role, place="KE01")
        for role in ("liaison_gbv", "liaison_child_protection", "liaison_displacement")
    }
    incident = one(
        gorom, "incident", type="gender_based_violence", happened_on=day(-9), place=GOROM
    )

    due = told(gorom, "referral_overdue")
    assert about(due) == {incident, post["liaison_gbv"]}
    (waits,) = told(gorom, "liaison_waiting")
    assert about([waits]) == {incident}
    assert "health" in gorom("fields", "referral").out
    put(
        gorom,
        "referral",
        {"incident": incident, "service": "health", "offered_on": day(-8), "outcome": "declined"},
    )
    assert not told(gorom, "referral_overdue", "liaison_waiting")


def test_13_indicators_of_security_and_of_social_well_being(gorom: Run) -> None:
    safe = one(
        gorom,
        "indicator",
        name="Feel safe",
        work="security",
        direction="up",
        about="violence_against_civilians",
        measure="percentage",
    )
    well = one(
        gorom,
        "indicator",
        name="Eat twice a day",
        work="civilian",
        direction="up",
        about="wellbeing",
        measure="percentage",
    )
    for indicator in (safe, well):
        one(gorom, "observation", indicator=indicator, place=GOROM, observed_on=day(-2), value=55)

    board = gorom("board", "--on", TODAY, "--json").json
    assert (board["security"], board["well_being"]) == ([safe], [well])
    assert board["work"]["security"][0]["places"][0]["latest"] == 55


def test_14_debriefs_and_learning_under_fire(gorom: Run) -> None:
    debrief = one(gorom, "debrief", title="First quarter", held_on=day(-30), place="KE01")
    lesson = one(
        gorom,
        "lesson",
        debrief=debrief,
        what="Measure with the users",
        status="noted",
        due_on=day(-4),
        place="KE01",
    )
    stuck = one(
        gorom,
        "bottleneck",
        what="No clerk at the court",
        seen_on=day(-60),
        status="open",
        due_on=day(-2),
        debrief=debrief,
        place="KE01",
    )

    assert about(told(gorom, "lesson_overdue")) == {lesson}
    assert about(told(gorom, "bottleneck_overdue")) == {stuck}
    edit(gorom, "bottleneck", stuck, status="being_removed")
    edit(gorom, "bottleneck", stuck, status="removed", removed_on=day(-1), how="A clerk came")
    assert not told(gorom, "bottleneck_overdue")


def test_15_engagement_that_is_ongoing_and_in_season(gorom: Run) -> None:
    one(gorom, "meeting", title="With the women", type="women", held_on=day(-200), place=GOROM)
    one(
        gorom,
        "season",
        name="Herders pass",
        type="migration",
        place="KE01",
        turnout="none",
        groups=["herders"],
        from_on=day(-10),
        until_on=day(20),
    )

    gaps = [s for s in told(gorom) if s["name"].startswith("engagement") and s["place"] == GOROM]
    assert any("Women" in gap["text"] and "200" in gap["text"] for gap in gaps)
    away = [gap for gap in gaps if "Herders" in gap["text"]]
    assert away
    assert all(gap["tone"] == "info" for gap in away)  # nobody is blamed for a season
    spells = gorom("calendar", "--place", GOROM, "--from", TODAY, "--json").json
    assert [(s["type"], s["groups"]) for s in spells] == [("migration", ["herders"])]


def test_16_maps_of_local_power_customary_law_and_gendered_dimensions(gorom: Run) -> None:
    council = one(
        gorom,
        "actor",
        name="Council",
        component="customary",
        place=GOROM,
        influence="decisive",
        jurisdiction="Land and water",
    )
    women = one(
        gorom, "actor", name="Women's union", component="women", place=GOROM, influence="little"
    )
    one(gorom, "tie", actor=council, other=women, type="rival", strength="much")
    (place,) = gorom("list", "place", "--where", f"pcode={GOROM}", "--json").json
    edit(gorom, "place", place["id"], customary_law="Women speak through a brother")

    power = gorom("power", "--place", GOROM, "--json").json
    assert {actor["id"] for actor in power["actors"]} == {council, women}
    assert power["ties"][0]["type"] == "rival"
    assert "Women speak through a brother" in gorom("power", "--place", GOROM).out
