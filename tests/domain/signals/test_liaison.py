"""What is late about an incident reaches the liaison for its subject, as far as they may read."""

import pytest

from fieldapp.domain.deciding.rights import Author
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger, Ref
from fieldapp.domain.signals.access import signals as access
from fieldapp.domain.signals.every import every_signal
from fieldapp.domain.signals.liaison import in_charge, subjects, waiting
from fieldapp.domain.signals.waiting import people_waiting
from tests.domain.ledgers import TODAY
from tests.domain.records import OFFICER, ledger, seen

AMINA = Author("Amina Teyo", "protection_officer")


def incident(kind: str, **answers: object) -> Disclosed:
    given = {"happened_on": "2026-05-01", "type": kind, "place": "XX0101"}
    return seen("incident", "i", **{**given, **answers})


def post(role: str, **answers: object) -> Disclosed:
    return seen("assignment", role, **{"holder": "Amina Teyo", "role": role, **answers})


GBV, CHILD, DISPLACED = "liaison_gbv", "liaison_child_protection", "liaison_displacement"
ALL = (post(GBV), post(CHILD), post(DISPLACED), post("team_leader"))


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("sexual_violence", {GBV}),
        ("gender_based_violence", {GBV}),
        ("recruitment", {CHILD}),
        ("attack_on_school", {CHILD}),
        ("family_separation", {CHILD}),
        ("forced_displacement", {DISPLACED}),
        ("threat", set()),
    ],
)
def test_an_overdue_referral_and_danger_name_the_liaison_for_what_happened(
    kind: str, roles: set[str]
) -> None:
    here = ledger(incident(kind, ongoing=True), *ALL)
    expected = (Ref("incident", "i"), *(Ref("assignment", role) for role in sorted(roles)))

    [late] = people_waiting(here, TODAY)
    [danger] = access(here, TODAY)

    assert (late.name, late.about) == ("referral_overdue", expected)
    assert (danger.name, danger.about) == ("danger_without_action", expected)


def test_a_child_among_the_victims_is_for_child_protection_whatever_happened() -> None:
    def about(age: str) -> frozenset[str]:
        victim = seen("victim", incident="i", sex="female", age_group=age)
        harmed = incident("threat")
        return subjects(harmed, ledger(harmed, victim))

    assert about("8") == about("child") == {CHILD}
    assert about("34") == about("15-24") == frozenset()


def test_only_a_liaison_in_force_whose_area_covers_the_place_is_in_charge() -> None:
    harmed = incident("sexual_violence")

    def named(**answers: object) -> bool:
        return in_charge(harmed, ledger(harmed, post(GBV, **answers)), TODAY) != ()

    assert named()
    assert named(place="XX0101")
    assert not named(place="XX0201")
    assert not named(until_on="2026-06-29")
    assert not named(from_on="2026-07-01")


def waits(here: Ledger, author: Author) -> list[Ref]:
    found = waiting(every_signal(here, TODAY), here, TODAY, author)
    return [each for signal in found for each in signal.about]


def test_what_is_late_waits_for_the_liaison_once() -> None:
    here = ledger(incident("sexual_violence", ongoing=True), post(GBV))

    assert waits(here, AMINA) == [Ref("incident", "i")]
    assert waits(here, Author("Josef Kall", "protection_officer")) == []
    assert waits(ledger(incident("threat", ongoing=True), post(GBV)), AMINA) == []


def test_what_is_in_hand_waits_for_nobody() -> None:
    offered = seen("referral", incident="i", service="health", offered_on="2026-05-02")

    assert waits(ledger(incident("sexual_violence"), offered, post(GBV)), AMINA) == []


@pytest.mark.parametrize("kind", ["sexual_violence", "forced_displacement"])
def test_whoever_may_not_read_an_incident_is_told_nothing_as_its_liaison(kind: str) -> None:
    closed = seen(
        "incident", "i", OFFICER, happened_on="2026-05-01", type=kind, place="XX0101", ongoing=True
    )
    here = ledger(closed, *ALL)

    assert waits(here, AMINA) == []
    assert list(people_waiting(here, TODAY)) == []
