from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.sync.members.chain import gaps, newest, standing
from fieldapp.sync.members.membership import LEFT, Member
from tests.sync.members.test_roster import OFFICER, by_founder

IN = by_founder(OFFICER, "officer", 3)
CHAIN = {"a": "", "b": "a", "c": "b", "d": "c"}


def out(*last: str) -> Member:
    return replace(by_founder(OFFICER, LEFT, 4), last={TEAM: last})


def test_everything_stands_of_who_is_in_the_mission() -> None:
    assert standing(IN, TEAM, CHAIN) is None


def test_of_who_left_the_last_packs_stand_and_those_before_them() -> None:
    assert standing(out("c"), TEAM, CHAIN) == {"a", "b", "c"}
    assert standing(out(), TEAM, CHAIN) == set()
    assert standing(out("b", "x"), TEAM, {**CHAIN, "x": "a"}) == {"a", "b", "x"}


def test_nothing_is_doubted_in_a_scope_of_which_nobody_said_what_was_the_last() -> None:
    assert standing(out("c"), RESTRICTED, CHAIN) is None


def test_a_chain_that_bites_its_tail_ends() -> None:
    assert standing(out("a"), TEAM, {"a": "b", "b": "a"}) == {"a", "b"}


@given(st.integers(1, 30), st.data())
def test_whoever_names_the_newest_names_all_that_is_known(size: int, data: st.DataObject) -> None:
    """Also where the chain forks and where packs in between are missing."""
    previous = {"0": ""}
    for n in range(1, size):
        previous[str(n)] = str(data.draw(st.integers(0, n - 1)))
    lost = data.draw(st.sets(st.sampled_from(sorted(previous))))
    known = {pack: before for pack, before in previous.items() if pack not in lost}

    found = standing(out(*newest(known)), TEAM, known)

    assert found is not None
    assert found >= known.keys()
    assert gaps(known, known) == {b for b in known.values() if b in lost}
