from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.store.packs import Mark
from fieldapp.sync.wire.feed import beginning, following, id_of, kept

MISSION = id_of(b"mission")
IDS = [id_of(bytes([n])) for n in range(5)]


def walk(ids: list[str]) -> Mark:
    mark = beginning(MISSION, TEAM)
    for entry in ids:
        mark = following(mark, entry)
    return mark


@given(st.permutations(IDS))
def test_the_hash_shows_what_stands_on_the_feed_and_in_which_order(order: list[str]) -> None:
    assert (walk(order) == walk(IDS)) is (order == IDS)
    assert walk(order).seq == len(IDS)


def test_feeds_of_two_missions_or_scopes_have_nothing_in_common() -> None:
    marks = {beginning(MISSION, TEAM), beginning(MISSION, RESTRICTED), beginning("0" * 32, TEAM)}

    assert len(marks) == 3


@given(pages=st.lists(st.integers(1, 400), min_size=1, max_size=40), lost=st.integers(0, 5000))
def test_few_marks_are_enough_to_find_back_close_to_where_a_hub_lost_its_end(
    pages: list[int], lost: int
) -> None:
    newest, marks = 0, {0: "start"}
    for page in pages:
        marks |= {seq: f"hash of {seq}" for seq in range(newest + 1, newest + page + 1)}
        newest += page
        marks = {seq: marks[seq] for seq in kept(marks, newest)}

        assert len(marks) <= 12
        assert newest in marks

    common = max((seq for seq in marks if seq <= newest - lost), default=0)
    assert newest - common <= 16 * max(lost, 1) or common == 0


def test_marks_lie_ever_farther_apart() -> None:
    marks = kept(dict.fromkeys(range(100_001), ""), 100_000)

    gaps = [after - before for before, after in pairwise(marks)]
    assert gaps == sorted(gaps, reverse=True)
    assert 32_768 <= 100_000 - marks[0] <= 65_536
