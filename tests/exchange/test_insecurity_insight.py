"""Events of Insecurity Insight as incidents: each once, nothing guessed, no name in the open."""

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.exchange.arrival import Entry, RowRefused
from fieldapp.exchange.insecurity_insight import InsecurityInsightRows
from fieldapp.exchange.table import Row
from tests.exchange.test_place_names import place

ROW = {
    "source": "health",
    "event_id": "7001",
    "date": "2023-04-03 00:00:00",
    "country": "Kelda country",
    "iso3": "XXX",
    "admin1": "North Kelda",
    "latitude": "5.1000",
    "longitude": "30.4",
    "geo_precision": "(2) 25 km Precision ",
    "place_type": "Health Building",
    "perpetrator": "NSA",
    "perpetrator_name": "CANARY group",
    "weapon": "Firearms",
    "description": "April 2023: CANARY was told.",
}
AID = {
    **ROW,
    "source": "aidworker",
    "date": "2023-04-03",
    "geo_precision": "(2) 25 km precision",
    "perpetrator_name": "canary group",
    "description": "April 2023: CANARY was told by others.",
}
TEAM = Reader("Amina", Level.TEAM)
STATES = [
    place("XX01", "Nord-Kelda", "adm1", at=(5.0, 30.5)),
    place("XX02", "South Kelda", "adm1", at=(4.0, 30.5)),
    place("XX03", "Ménaro", "adm1", at=(5.0, 30.0)),
]


def made(*rows: Mapping[str, str]) -> list[Entry]:
    numbered = [Row(n, dict(cells)) for n, cells in enumerate(rows, 2)]
    return list(InsecurityInsightRows(STATES).entries(numbered))


def incident(**cells: str) -> dict[str, object]:
    return dict(made({**ROW, **cells})[0].values)


def refused(*rows: Mapping[str, str]) -> RowRefused:
    with pytest.raises(RowRefused) as caught:
        made(*rows)
    return caught.value


def shown_to_the_team(entries: list[Entry]) -> list[dict[str, object]]:
    return [
        dict(disclose(Record(one.kind, one.record, one.values), TEAM).values) for one in entries
    ]


def test_the_team_sees_what_happened_in_which_state_and_when_and_nothing_else() -> None:
    entries = made(ROW, AID)

    main, *rows = shown_to_the_team(entries)

    assert main == {
        "happened_on": "2023-04-03",
        "date_precision": "day",
        "type": "attack_on_hospital",
        "place": "XX01",
        "place_precision": "adm1",
        "dataset": "Insecurity Insight",
        "dataset_id": "7001",
    }
    assert rows == [{}]
    assert "CANARY was told." in str(entries[0].values["account"])


def test_one_event_in_two_lists_is_one_incident_that_tells_what_each_says() -> None:
    account = str(made(ROW, AID)[0].values["account"])

    assert account.count("List: ") == 2
    assert "Attacks on health care" in account
    assert "Aid workers killed" in account
    assert "CANARY was told." in account
    assert "CANARY was told by others." in account
    assert account.count("Firearms") == 1  # what both say word by word is said once


@pytest.mark.parametrize("column", [c for c in ROW if c not in ("source", "event_id", "iso3")])
def test_no_cell_of_any_row_is_lost(column: str) -> None:
    text = "2023-04-04" if column == "date" else "9.5" if column.endswith("tude") else "OWN WORDS"
    rows = [{**ROW, column: text}]
    if column != "date":
        rows += [AID]

    assert text in str(made(*rows)[0].values["account"])


def test_records_do_not_depend_on_the_order_of_the_rows() -> None:
    protection = {**AID, "source": "protection", "perpetrator_name": "Armed men"}
    all_orders = [made(*rows) for rows in permutations((ROW, AID, protection))]

    assert all(entries == all_orders[0] for entries in all_orders)


def test_an_event_makes_the_same_records_on_every_laptop() -> None:
    first, other = made(ROW), made({**ROW, "event_id": "7002"})

    assert not {one.record for one in first} & {one.record for one in other}
    # Written down once: changing it would make every imported record a second time.
    assert first[0].record == "ce498615-c567-5c18-a649-255a5e036e88"
    assert first[0].record == made(ROW, AID)[0].record


@given(
    day=st.dates(),
    form=st.sampled_from(("{}", "{} 00:00:00", "{}T00:00:00.000Z")),
    other=st.sampled_from(("{}", "{} 00:00:00", "{}T00:00:00.000Z")),
)
def test_the_forms_of_a_day_in_two_lists_agree(day: object, form: str, other: str) -> None:
    rows = ({**ROW, "date": form.format(day)}, {**AID, "date": other.format(day)})
    if not "1900" <= str(day) < "2200":
        assert refused(*rows).column == "date"
        return

    values = made(*rows)[0].values
    assert (values["happened_on"], values["date_precision"]) == (str(day), "day")


@given(
    number=st.integers(0, 9),
    words=st.text(alphabet="abc XYZ/().25", max_size=30),
    before=st.sampled_from(("", " ", "\n")),
)
def test_the_precision_of_a_position_is_its_number_however_it_is_spelled(
    number: int, words: str, before: str
) -> None:
    precise = {2: "adm1", 3: "adm1", 4: "adm1", 6: "country"}

    found = incident(geo_precision=f"{before}({number}) {words}")

    assert found["place_precision"] == precise.get(number, "unknown")


@given(st.text(st.characters(exclude_categories=("C",)), max_size=30))
def test_a_record_is_never_more_exact_than_the_state(words: str) -> None:
    order = tuple(code_list("place_precision").labels)

    precision = incident(geo_precision=words)["place_precision"]

    assert order.index(str(precision)) >= order.index("adm1")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"admin1": "North-Kelda "}, "XX01"),
        ({"admin1": "Nord Kelda"}, "XX01"),
        ({"admin1": "MÃ©naro Region"}, "XX03"),
        ({"admin1": "Menarro"}, "XX03"),
        ({"admin1": "No Information"}, None),
        ({"admin1": ""}, None),
        ({"admin1": "Great Kelda"}, None),
        ({"latitude": "", "longitude": ""}, None),  # another country may have such a state
        ({"latitude": "-40"}, None),
    ],
)
def test_a_state_is_found_under_its_spellings_or_left_open(
    cells: dict[str, str], found: str | None
) -> None:
    values = incident(**cells)

    assert values.get("place") == found
    assert ("place_precision" in values) == (found is not None)


@pytest.mark.parametrize(
    ("other", "found"),
    [("Nord-Kelda", "XX01"), ("No Information", "XX01"), ("South Kelda", None), ("Far", None)],
)
def test_two_lists_that_name_different_states_leave_the_place_open(
    other: str, found: str | None
) -> None:
    assert made(ROW, {**AID, "admin1": other})[0].values.get("place") == found


@pytest.mark.parametrize(
    ("cells", "type", "risks"),
    [
        ({}, "attack_on_hospital", ("attacks_on_civilians",)),
        ({"weapon": "Arson"}, "attack_on_hospital", ("attacks_on_civilians", "property")),
        (
            {"weapon": "Unspecified IED"},
            "attack_on_hospital",
            ("attacks_on_civilians", "explosive_ordnance"),
        ),
        ({"weapon": "Firearms, Knife"}, "attack_on_hospital", ("attacks_on_civilians",)),
        (
            {"weapon": "Stones, Sticks and Gravel, Arson"},
            "attack_on_hospital",
            ("attacks_on_civilians", "property"),
        ),
        ({"weapon": "UXO"}, "explosive_ordnance", ("explosive_ordnance",)),
        ({"weapon": "Not Applicable: No Direct Violence"}, "other", None),
        ({"weapon": "Unarmed Perpetrator"}, "other", None),
        ({"weapon": "No Information on the Weapon Used"}, "other", None),
        ({"weapon": "Firearms, A later weapon"}, "other", None),
        ({"place_type": "Road"}, "other", None),
        ({"place_type": "A later place"}, "other", None),
        ({"place_type": "Education Building "}, "other", None),
        ({"place_type": "Road", "weapon": "VBIED"}, "explosive_ordnance", ("explosive_ordnance",)),
        ({"place_type": "Road", "weapon": "Arson"}, "property", ("property",)),
        ({"place_type": "Road", "weapon": "Shelling"}, "other", None),
        ({"source": "aidworker"}, "other", None),
        (
            {"source": "aidworker", "weapon": "Shelling"},
            "attack_on_civilians",
            ("attacks_on_civilians",),
        ),
        (
            {"source": "education", "place_type": "Education Building "},
            "attack_on_school",
            ("attacks_on_civilians",),
        ),
        ({"source": "protection"}, "other", None),
    ],
)
def test_a_type_is_what_list_place_and_weapon_say_together(
    cells: dict[str, str], type: str, risks: tuple[str, ...] | None
) -> None:
    values = incident(**cells)

    assert (values["type"], values.get("protection_risks")) == (type, risks)
    assert not {"acled_event", "standard_of_proof", "killed"} & set(values)


@pytest.mark.parametrize(
    ("place_type", "weapon", "type"),
    [
        ("Health Building", "Firearms", "attack_on_hospital"),
        ("No information", "No Information on the Weapon Used", "attack_on_hospital"),
        ("Home", "Firearms", "other"),
        ("Health Building", "Unarmed Perpetrator", "other"),
    ],
)
def test_two_lists_that_contradict_each_other_leave_the_type_open(
    place_type: str, weapon: str, type: str
) -> None:
    other = {**AID, "place_type": place_type, "weapon": weapon}

    assert made(ROW, other)[0].values["type"] == type


@pytest.mark.parametrize(
    ("rows", "violations"),
    [
        ([ROW], ("attack_on_hospitals",)),
        ([{**ROW, "perpetrator": "Host Government: Military"}], ("attack_on_hospitals",)),
        ([{**ROW, "perpetrator": "Criminal"}], None),
        ([{**ROW, "perpetrator": "No Information"}], None),
        ([ROW, {**AID, "perpetrator": "Civilian"}], None),
        ([{**ROW, "weapon": "Unarmed Perpetrator"}], None),
        # A university is none of the schools that the six violations mean.
        ([{**ROW, "source": "education", "place_type": "Education Building "}], None),
        (
            [
                {**ROW, "source": "education", "place_type": "Education Building "},
                {**AID, "place_type": "School"},
            ],
            ("attack_on_schools",),
        ),
    ],
)
def test_a_grave_violation_is_marked_only_where_place_and_party_are_certain(
    rows: list[dict[str, str]], violations: tuple[str, ...] | None
) -> None:
    assert made(*rows)[0].values.get("grave_violations") == violations


@given(words=st.text(alphabet="abcdef .", max_size=40))
def test_words_of_the_description_change_nothing_but_the_account(words: str) -> None:
    told = "Shelling by police killed ten children at a school in South Kelda. "

    first, *rows = made({**ROW, "description": ""})
    other, *other_rows = made({**ROW, "description": told + words})

    assert {**first.values, "account": ""} == {**other.values, "account": ""}
    assert rows == other_rows


@pytest.mark.parametrize(
    "words",
    ["A woman was raped.", "SEXUAL violence", "a rape", "gender-based violence", "forced marriage"],
)
def test_an_event_that_may_be_sexual_violence_stays_closed_to_the_team(words: str) -> None:
    entries = made(ROW, {**AID, "description": words})

    [main] = shown_to_the_team(entries)

    assert main == {"happened_on": "2023-04-03", "date_precision": "day", "type": "other"}
    assert words in str(entries[0].values["account"])
    assert "7001" in str(entries[0].values["account"])


def test_words_that_only_look_alike_do_not_close_an_event() -> None:
    assert "place" in incident(description="They scraped and draped the grapes therapeutically.")


@pytest.mark.parametrize(
    ("cells", "described", "component"),
    [
        ({}, "CANARY group", None),
        ({"perpetrator": "Police"}, "CANARY group", "police"),
        ({"perpetrator": "Foreign Forces - Military"}, "CANARY group", "military"),
        ({"perpetrator": "Civilian"}, "CANARY group", None),  # ours means staff of the mission
        ({"perpetrator_name": "No Information"}, "NSA", None),
        ({"perpetrator_name": "Forces armÃ©es"}, "Forces armées", None),
        ({"perpetrator": "A later word"}, "CANARY group", None),
    ],
)
def test_whoever_is_said_to_have_done_it_is_a_row_without_a_guess(
    cells: dict[str, str], described: str, component: str | None
) -> None:
    [actor] = made({**ROW, **cells})[1:]

    assert actor.kind == "incident_actor"
    assert actor.values["described"] == described
    assert actor.values.get("component") == component
    assert actor.values["involvement"] == "direct"


def test_nobody_is_said_to_have_done_it_where_the_list_does_not_know() -> None:
    assert (
        len(made({**ROW, "perpetrator": "No Information", "perpetrator_name": "NoInformation"}))
        == 1
    )


def test_one_name_in_two_lists_is_one_row_and_its_part_only_where_they_agree() -> None:
    [same] = made(ROW, AID)[1:]
    [differing] = made(
        {**ROW, "perpetrator": "Police"}, {**AID, "perpetrator": "Host Government: Military"}
    )[1:]
    [half] = made({**ROW, "perpetrator": "Police"}, AID)[1:]
    two = made(ROW, {**AID, "perpetrator_name": "Armed men"})[1:]

    assert str(same.values["described"]).casefold() == "canary group"
    assert "component" not in differing.values
    assert "component" not in half.values
    assert len({one.record for one in two}) == 2


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"source": "weather"}, "source"),
        ({"date": "April 2023"}, "date"),
        ({"date": ""}, "date"),
        ({"date": "2023-02-30"}, "date"),
        ({"description": "bell \x07"}, "account"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(
    cells: dict[str, str], column: str
) -> None:
    assert refused({**ROW, **cells}).column == column


def test_two_lists_that_name_different_days_are_refused() -> None:
    error = refused(ROW, {**AID, "date": "2023-04-04"})

    assert error.column == "date"
    assert error.row is not None
    assert "CANARY" not in " ".join(error.error.sentences(str))
