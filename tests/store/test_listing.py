"""Lists are narrowed and sorted without reading records, and tell nobody what they may not read."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level
from fieldapp.store import listing, packs, records
from fieldapp.store.database import writing
from fieldapp.store.listing import By, Narrowed, Order
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace

TEAM = Reader("Amina", Level.TEAM, frozenset())


def save(workspace: Workspace, kind: str, **values: Value) -> str:
    return records.save(workspace, Change(kind, values))


def titles(
    workspace: Workspace,
    narrowed: Narrowed,
    order: Order = listing.NEWEST,
    places: Mapping[str, int] | None = None,
) -> list[str]:
    numbers = listing.read_numbers(workspace, narrowed, order, places)
    found = listing.read_records(workspace, numbers.first)
    assert numbers.wanted == len(found)
    return [str(record.values["title"]) for record in found]


@pytest.fixture
def meetings(amina: Workspace) -> Workspace:
    save(amina, "place", name="Gorom", pcode="XX01", type="district")
    save(amina, "place", name="Belo", pcode="XX0101", type="village", place="XX01")
    for title, day, place, type_, interpreter in (
        ("well", "2026-11-03", "XX0101", "women", True),
        ("road", "2026-10-01", "XX01", "open", False),
        ("school", "2026-12-05", "XX02", "women", None),
        ("mill", None, None, None, None),
    ):
        values = {"title": title, "held_on": day, "place": place, "type": type_}
        save(amina, "meeting", **values, interpreter=interpreter)
    gone = save(amina, "meeting", title="gone", held_on="2026-11-03", type="women")
    records.delete(amina, "meeting", gone, "twice")
    return amina


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        (Narrowed("meeting"), ["school", "well", "road", "mill"]),
        (Narrowed("meeting", codes={"type": ("women",)}), ["school", "well"]),
        (Narrowed("meeting", codes={"type": ("women", "open")}), ["school", "well", "road"]),
        (Narrowed("meeting", codes={"interpreter": ("False",)}), ["road"]),
        (Narrowed("meeting", codes={"type": ("women",)}, words="wel"), ["well"]),
        (Narrowed("meeting", area="XX01"), ["well", "road"]),
        (Narrowed("meeting", area="XX0101"), ["well"]),
        (Narrowed("meeting", since="2026-11-01"), ["school", "well"]),
        (Narrowed("meeting", since="2026-10-01", until="2026-11-03"), ["well", "road"]),
        (Narrowed("meeting", words="?!"), []),
        (Narrowed("meeting", clashing=True), []),
        (Narrowed("meeting", said_here=True, area="XX02"), ["school"]),
    ],
)
def test_all_that_narrows_must_hold(
    meetings: Workspace, narrowed: Narrowed, found: list[str]
) -> None:
    assert titles(meetings, narrowed) == found
    assert listing.read_numbers(meetings, narrowed).total == 4


def test_every_order_goes_both_ways_and_ends_with_what_has_no_answer(meetings: Workspace) -> None:
    ranks = {"XX0101": 0, "XX01": 1, "XX02": 2}

    def sorted_by(by: By, *, descending: bool) -> list[str]:
        return titles(meetings, Narrowed("meeting"), Order(by, descending), ranks)

    assert sorted_by(By.DAY, descending=False) == ["road", "well", "school", "mill"]
    assert sorted_by(By.SAID, descending=True) == ["mill", "school", "road", "well"]
    assert sorted_by(By.TITLE, descending=False) == ["mill", "road", "school", "well"]
    assert sorted_by(By.PLACE, descending=False) == ["well", "road", "school", "mill"]
    assert sorted_by(By.PLACE, descending=True) == ["school", "road", "well", "mill"]
    assert sorted_by(By.STATE, descending=True)[-1] == "mill"
    by_state = sorted_by(By.STATE, descending=False)
    assert by_state.index("school") + 1 == by_state.index("well")  # the newest of one state first


def test_of_a_long_list_the_first_are_read_and_all_are_counted(meetings: Workspace) -> None:
    asked = (
        Narrowed("meeting"),
        Narrowed("meeting", said_here=True),
        Narrowed("meeting", since="2026-01-01"),
    )
    read = [listing.read_numbers(meetings, each, limit=2) for each in asked]

    assert [len(each.first) for each in read] == [2, 2, 2]
    assert [each.wanted for each in read] == [4, 4, 3]


def test_what_was_said_elsewhere_or_is_sent_is_told_apart(meetings: Workspace) -> None:
    (road,) = records.query(meetings, records.Wanted("meeting", where={"title": "road"}))
    with writing(meetings.db, meetings.file):
        meetings.db.conn.execute("UPDATE fact SET pack = 'p' WHERE record != ?", [road.id])
        packs.keep(meetings.db, "p", "team", "d", b"", 1)

    assert titles(meetings, Narrowed("meeting", not_sent=True)) == ["road"]

    stranger = replace(meetings, device="0123456789abcdef")
    assert titles(stranger, Narrowed("meeting", said_here=True)) == []


def test_an_answer_that_was_changed_is_found_by_the_new_one_only(meetings: Workspace) -> None:
    (road,) = records.query(meetings, records.Wanted("meeting", where={"title": "road"}))
    records.save(meetings, Change("meeting", {"type": "youth"}, road.id))

    assert titles(meetings, Narrowed("meeting", codes={"type": ("open",)})) == []
    assert titles(meetings, Narrowed("meeting", codes={"type": ("youth",)})) == ["road"]


def test_the_answers_are_counted_by_code(meetings: Workspace) -> None:
    counted = listing.count_codes(meetings, "meeting", ("type", "convened_by"))

    assert counted == {"type": {"open": 1, "women": 2}, "convened_by": {}}


def test_nobody_learns_by_asking_what_they_may_not_read(amina: Workspace) -> None:
    plain = {"received_on": "2026-11-01", "status": "open", "place": "XX01"}
    mild = save(amina, "feedback", **plain, level=2, summary="a late answer")
    save(amina, "feedback", **plain, level=5, summary="a driver took money")

    def found(narrowed: Narrowed, reader: Reader, order: Order = listing.NEWEST) -> list[str]:
        numbers = listing.read_numbers(amina, narrowed, order, {"XX01": 0}, reader=reader)
        assert numbers.total == 2  # a stub is seen, and says nothing
        return [record.id for record in listing.read_records(amina, numbers.first)]

    by_status = Narrowed("feedback", codes={"status": ("open",)})
    assert found(by_status, TEAM) == [mild]
    assert found(Narrowed("feedback", area="XX01"), TEAM) == [mild]
    assert found(Narrowed("feedback"), TEAM, Order(By.PLACE, descending=False))[0] == mild
    assert found(Narrowed("feedback"), TEAM, Order(By.STATE, descending=True))[0] == mild
    assert listing.count_codes(amina, "feedback", ("status",), TEAM) == {"status": {"open": 1}}

    # Whoever reads what is restricted, all of it, may ask for it as well.
    assert len(found(by_status, amina.reader)) == 2
    some_scopes = replace(amina.reader, confided=frozenset({"restricted"}))
    assert found(by_status, some_scopes) == [mild]


def test_a_list_narrows_by_nothing_that_the_reader_is_not_shown(amina: Workspace) -> None:
    """For each question of an incident, by each answer: what is found shows that answer."""
    save(amina, "incident", happened_on="2026-11-01", type="threat", place="XX01", referral="none")
    save(amina, "incident", happened_on="2026-11-02", type="other", place="XX01", consent="yes")
    for reader in (TEAM, amina.reader):
        for name in listing.narrowing_fields(KINDS["incident"]):
            codes = getattr(KINDS["incident"].field(name).type, "codes", None)
            for code in codes.labels if codes else ("True", "False"):
                narrowed = Narrowed("incident", codes={name: (code,)})
                numbers = listing.read_numbers(amina, narrowed, reader=reader)
                for record in listing.read_records(amina, numbers.first):
                    shown = disclose(record, reader.at(Door.LIST)).values.get(name)
                    assert shown is not None, (name, code)


def test_two_places_that_lie_in_each_other_are_found_once(amina: Workspace) -> None:
    save(amina, "place", name="A", pcode="A1", type="village", place="B1")
    save(amina, "place", name="B", pcode="B1", type="village", place="A1")

    assert {"A1", "B1"} <= listing.places_within(amina, "A1")
    assert listing.places_within(amina, "C1") == {"C1"}
