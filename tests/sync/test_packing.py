from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.fact import from_json, to_json
from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.progress import Cancelled, Progress
from fieldapp.store import packs, records
from fieldapp.store.packs import Waiting
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync import packing
from fieldapp.sync.packing import pack_up
from fieldapp.sync.wire.pack import read_header
from tests.sync.conftest import Mission
from tests.sync.wire.test_pack import fact


def contents(laptop: Workspace, scope: str) -> list[tuple[str, bytes]]:
    """Id and bytes of the packs of a scope that wait, oldest first."""
    waiting = packs.without_place(laptop.db, scope)
    return [(pack, packs.get(laptop.db, pack).content) for pack, _size in waiting]


def meeting(title: str) -> Change:
    return Change("meeting", {"title": title})


def test_facts_of_a_scope_go_into_a_pack_and_none_is_left(mission: Mission) -> None:
    records.save(
        mission.officer,
        Change("incident", {"type": "threat", "summary": "Shots", "account": "By night"}),
    )
    records.save(mission.officer, meeting("Water"))

    assert pack_up(mission.officer, Progress()) == 2
    assert pack_up(mission.officer, Progress()) == 0

    headers = {
        scope: [read_header(content) for _id, content in contents(mission.officer, scope)]
        for scope in (TEAM, RESTRICTED)
    }
    assert [header.facts for header in headers[TEAM]] == [2]
    assert [header.facts for header in headers[RESTRICTED]] == [1]


def test_every_pack_names_the_one_before_it(mission: Mission) -> None:
    for title in ("one", "two", "three"):
        records.save(mission.officer, meeting(title))
        pack_up(mission.officer, Progress())

    made = contents(mission.officer, TEAM)
    assert [read_header(content).previous for _id, content in made] == ["", made[0][0], made[1][0]]


def test_a_pack_never_changes_once_it_is_made(mission: Mission) -> None:
    records.save(mission.officer, meeting("one"))
    pack_up(mission.officer, Progress())
    before = contents(mission.officer, TEAM)

    records.save(mission.officer, meeting("two"))
    pack_up(mission.officer, Progress())

    assert contents(mission.officer, TEAM)[:1] == before


def lines(saves: list[int]) -> list[Waiting]:
    """Facts of saves; each number says how many facts of thirty thousand bytes a save has."""
    made: list[Waiting] = []
    for save, count in enumerate(saves, 1):
        for _ in range(count):
            plain = to_json(fact(len(made) + 1)).replace("Water", "W" * 30_000)
            own = f'"save":"{len(made) + 1:032x}"'
            line = plain.replace(own, f'"save":"{save:032x}"')
            made.append(Waiting(len(made) + 1, line, f"{save:032x}"))
    return made


@settings(max_examples=settings().max_examples // 4)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_a_pack_ends_with_a_save_and_is_not_much_larger_than_wanted(saves: list[int]) -> None:
    groups = []
    for group in packing._groups(lines(saves)):
        groups.append({from_json(item.line).save for item in group})
        sizes = [len(item.line) + 1 for item in group]
        last = from_json(group[-1].line).save
        before_last_save = [
            size
            for item, size in zip(group, sizes, strict=True)
            if from_json(item.line).save != last
        ]
        assert sum(before_last_save) < packing.ENOUGH

    assert sum(len(group) for group in groups) == len(set().union(*groups)) == len(saves)


def test_a_save_that_is_larger_than_any_pack_is_divided_rather_than_kept_for_ever() -> None:
    groups = list(packing._groups(lines([300])))

    assert len(groups) == 2
    for group in groups:
        assert 0 < sum(len(item.line) + 1 for item in group) <= packing.TOO_MUCH


def test_stopping_leaves_every_pack_whole_and_the_rest_waiting(mission: Mission) -> None:
    class Stop(Progress):
        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    for title in ("one", "two"):
        records.save(mission.officer, meeting(title))
        try:
            pack_up(mission.officer, Stop())
        except Cancelled:
            continue

    assert [read_header(content).facts for _id, content in contents(mission.officer, TEAM)] == [
        1,
        1,
    ]
