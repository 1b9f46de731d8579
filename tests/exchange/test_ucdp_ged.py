"""Events of UCDP GED as incidents: nothing invented, no name in the open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.record import Record
from fieldapp.domain.rules import doubts
from fieldapp.domain.schema import Level
from fieldapp.exchange.ucdp_ged import VIOLENCE, UcdpRows
from tests.exchange.rows import entries, refusal
from tests.exchange.test_place_names import place

EVENT = {
    "id": "7001",
    "type_of_violence": "3",
    "side_a": "Some group",
    "side_b": "Civilians",
    "gwnoa": "",
    "gwnob": "",
    "conflict_name": "CANARY conflict",
    "where_prec": "1",
    "where_coordinates": "CANARY ford",
    "where_description": "CANARY description",
    "adm_1": "Lakes state",
    "adm_2": "Cueibit county",
    "latitude": "7.0",
    "longitude": "29.1",
    "date_prec": "1",
    "date_start": "2015-04-03 00:00:00.000",
    "date_end": "2015-04-03 00:00:00.000",
    "best": "4",
    "high": "6",
    "low": "2",
    "source_office": "CANARY office",
    "source_original": "CANARY witness",
    "source_headline": "CANARY headline",
}
TEAM = Reader("Amina", Level.TEAM)
make = UcdpRows([]).entries


def incident(**cells: str) -> dict[str, object]:
    return dict(entries(make, {**EVENT, **cells})[0].values)


def killed(**cells: str) -> tuple[object, object]:
    values = entries(make, {**EVENT, **cells})[1].values
    return values["killed_min"], values["killed_max"]


def test_the_team_sees_what_happened_roughly_where_and_when_and_nothing_else() -> None:
    for one in entries(make, EVENT):
        shown = disclose(Record(one.kind, one.record, one.values), TEAM)
        assert "CANARY" not in str(shown.values)
    main = entries(make, EVENT)[0]
    assert "CANARY headline" in str(main.values["account"])
    assert "CANARY witness" in str(main.values["sources"])
    assert main.values["alleged_actors"] == "Some group"


@pytest.mark.parametrize(
    ("code", "type"), [("1", "armed_clash"), ("2", "armed_clash"), ("3", "attack_on_civilians")]
)
def test_types_of_violence_become_our_types(code: str, type: str) -> None:
    assert incident(type_of_violence=code)["type"] == type


def test_of_one_sided_violence_the_risk_is_said_and_of_a_clash_nothing() -> None:
    assert incident()["protection_risks"] == ("attacks_on_civilians",)
    assert "protection_risks" not in incident(type_of_violence="1")
    left_open = {"acled_event", "grave_violations", "standard_of_proof"}
    for code in VIOLENCE:
        assert not left_open & set(incident(type_of_violence=code))


def test_every_code_of_the_mapping_is_in_our_lists() -> None:
    for violence in VIOLENCE.values():
        assert violence.type in code_list("incident_type").labels
        assert set(violence.risks) <= set(code_list("protection_risk").labels)
        assert violence.involvement in code_list("involvement").labels
        assert violence.component in ("", *code_list("component").labels)


@pytest.mark.parametrize(
    ("cells", "sides"),
    [
        (
            {"type_of_violence": "1", "side_a": "Government", "gwnoa": "999", "side_b": "Rebels"},
            [("Government", None, "took_part"), ("Rebels", "armed_group", "took_part")],
        ),
        (
            {"type_of_violence": "1", "gwnoa": "998", "gwnob": "999"},
            [("Some group", None, "took_part"), ("Civilians", None, "took_part")],
        ),
        (
            {"type_of_violence": "2", "side_a": "Hill people", "side_b": "River people"},
            [("Hill people", None, "took_part"), ("River people", None, "took_part")],
        ),
        ({"type_of_violence": "3"}, [("Some group", "armed_group", "direct")]),
        ({"type_of_violence": "3", "gwnoa": "999"}, [("Some group", None, "direct")]),
        ({"type_of_violence": "3", "side_a": ""}, []),
    ],
)
def test_only_those_who_used_force_are_actors_and_only_groups_are_called_so(
    cells: dict[str, str], sides: list[tuple[str, str | None, str]]
) -> None:
    actors = entries(make, {**EVENT, **cells})[2:]

    found = [
        (a.values["described"], a.values.get("component"), a.values["involvement"]) for a in actors
    ]
    assert found == sides


def test_a_table_that_cannot_tell_a_government_from_a_group_calls_nobody_a_group() -> None:
    without = {name: text for name, text in EVENT.items() if not name.startswith("gwno")}

    assert "component" not in entries(make, without)[2].values


@pytest.mark.parametrize(
    ("low", "best", "high", "killed"),
    [("2", "4", "6", 4), ("4", "4", "4", 4), ("2", "7", "6", None), ("2", "1", "6", None)],
)
def test_the_best_estimate_is_the_total_only_within_its_range(
    low: str, best: str, high: str, killed: int | None
) -> None:
    made = entries(make, {**EVENT, "low": low, "best": best, "high": high})
    main, rows = made[0].values, {"victim": [made[1].values]}

    assert main.get("killed") == killed
    doubted = {problem.field for problem in doubts(kind_named("incident"), main, rows=rows)}
    assert "killed" not in doubted


@pytest.mark.parametrize(
    ("code", "county", "precision"),
    [
        ("1", "Cueibit county", "adm2"),
        ("2", "Cueibit county", "adm2"),
        ("3", "Cueibit county", "adm2"),
        ("4", "Cueibit county", "adm1"),
        ("1", "Nowhere county", "adm1"),
        ("6", "Cueibit county", "country"),
        ("5", "Cueibit county", "unknown"),
        ("", "Cueibit county", "unknown"),
    ],
)
def test_a_place_is_never_more_exact_than_what_is_named(
    code: str, county: str, precision: str
) -> None:
    known = [
        place("XX01", "Lakes", "adm1", at=(7.0, 29.5)),
        place("XX0101", "Cueibit", "adm2", "XX01", at=(7.0, 29.2)),
    ]
    row = {**EVENT, "where_prec": code, "adm_2": county}

    found = entries(UcdpRows(known).entries, row)[0].values

    assert found["place"] == ("XX0101" if county.startswith("Cueibit") else "XX01")
    assert found["place_precision"] == precision


def test_a_place_that_is_not_known_here_is_left_open() -> None:
    assert not {"place", "place_precision"} & set(incident())


@pytest.mark.parametrize(
    ("code", "end", "precision"),
    [
        ("1", "2015-04-03", "day"),
        ("1", "2015-04-09", "few_days"),
        ("1", "2015-04-10", "week"),
        ("2", "2015-04-04", "few_days"),
        ("3", "2015-04-03", "week"),
        ("4", "2015-04-30", "month"),
        ("2", "2015-04-30", "month"),
        ("5", "2015-04-03", "year"),
        ("1", "2015-08-03", "year"),
        ("", "2015-04-03", "unknown"),
    ],
)
def test_a_date_is_never_more_certain_than_code_and_length_allow(
    code: str, end: str, precision: str
) -> None:
    found = incident(date_prec=code, date_end=f"{end} 00:00:00.000")

    assert (found["happened_on"], found["date_precision"]) == ("2015-04-03", precision)


@given(low=st.integers(0, 500), best=st.integers(0, 500), high=st.integers(0, 500))
def test_the_range_of_the_killed_covers_every_number_the_source_gives(
    low: int, best: int, high: int
) -> None:
    least, most = killed(low=str(low), best=str(best), high=str(high))

    assert (least, most) == (min(low, best, high), max(low, best, high))


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"type_of_violence": "4"}, "type_of_violence"),
        ({"date_start": "2015-02-30 00:00:00.000"}, "date_start"),
        ({"date_start": ""}, "date_start"),
        ({"date_start": "2015-04-03 14:30:00.000"}, "date_start"),
        ({"date_end": "2015-04-02 00:00:00.000"}, "date_end"),
        ({"best": ""}, "best"),
        ({"high": "many"}, "high"),
        ({"low": "-1"}, "low"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(
    cells: dict[str, str], column: str
) -> None:
    assert refusal(make, {**EVENT, **cells})[0] == column


def test_a_row_makes_the_same_records_on_every_laptop() -> None:
    first, again, other = (entries(make, {**EVENT, "id": n}) for n in ("7001", "7001", "7002"))

    assert first == again
    assert not {one.record for one in first} & {one.record for one in other}
    # Written down once: changing it would make every imported record a second time.
    assert first[0].record == "34c4140d-68c3-521f-94a7-da80f6b64c3d"
