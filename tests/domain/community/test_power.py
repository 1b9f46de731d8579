"""The map of local power: what records say of it, and nothing for whoever may not read ties."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.community.power import Node, PowerMap, power_map
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.records import OFFICER, PROTECTION, ledger, seen
from tests.strategies import kept, levels, records, values

GOROM = "XX0101"


def actor(
    id: str, influence: str | None = "some", reader: Reader = PROTECTION, **more: object
) -> Disclosed:
    told = {"name": id, "place": GOROM, "influence": influence, **more}
    return seen("actor", id, reader, **told)


def tie(one: str, type: str, other: str, reader: Reader = PROTECTION) -> Disclosed:
    return seen("tie", f"{one}-{type}-{other}", reader, actor=one, type=type, other=other)


def at_gorom(*told: Disclosed, clearance: Level = Level.RESTRICTED) -> PowerMap:
    return power_map(ledger(*told), GOROM, clearance)


def node(made: PowerMap, id: str) -> Node:
    return next(each for each in made.nodes if each.about.id == id)


def test_the_most_influential_come_first() -> None:
    made = at_gorom(actor("a", "little"), actor("b", "decisive"), actor("c", None))

    assert [n.about.id for n in made.nodes] == ["b", "a", "c"]


def test_actors_of_the_area_are_on_it_and_whoever_is_tied_to_them() -> None:
    made = at_gorom(
        actor("elder"), actor("trader", place="XX0102"), actor("stranger", place="XX0102"),
        tie("trader", "funds", "elder"),
    )  # fmt: skip

    assert {n.about.id: n.inside for n in made.nodes} == {"elder": True, "trader": False}
    assert made.ties[0].one_way


def test_isolated_mediating_and_contested_are_what_records_say() -> None:
    made = at_gorom(
        actor("alone"), actor("elder"), actor("herders"), actor("farmers"),
        tie("herders", "in_conflict", "farmers"), tie("farmers", "rival", "herders"),
        tie("elder", "mediates", "herders"), tie("elder", "mediates", "farmers"),
    )  # fmt: skip

    assert [n.about.id for n in made.nodes if n.isolated] == ["alone"]
    assert [n.about.id for n in made.nodes if n.mediates] == ["elder"]
    assert [n.about.id for n in made.nodes if n.contested] == ["farmers", "herders"]
    (contest,) = made.contests
    assert {contest.one.id, contest.other.id} == {"farmers", "herders"}
    assert len(contest.about) == 2
    assert contest.mediators == (Ref("actor", "elder"),)


def test_whoever_is_tied_to_somebody_not_known_here_yet_is_not_isolated() -> None:
    assert node(at_gorom(actor("elder"), tie("elder", "kin", "later")), "elder").isolated is False


def test_whoever_mediates_with_one_side_only_is_no_mediator_of_the_two() -> None:
    made = at_gorom(
        actor("elder"), actor("herders"), actor("farmers"),
        tie("herders", "rival", "farmers"), tie("elder", "mediates", "herders"),
    )  # fmt: skip

    assert made.contests[0].mediators == ()


def test_whoever_may_not_read_ties_gets_the_actors_alone() -> None:
    told = [
        actor("elder", "decisive", OFFICER), actor("herders", "much", OFFICER),
        tie("elder", "mediates", "herders", OFFICER),
    ]  # fmt: skip

    made = at_gorom(*told, clearance=Level.TEAM)

    assert made.withheld
    assert made.ties == made.contests == ()
    for each in made.nodes:
        assert each.influence == ""
        assert each.isolated is each.mediates is each.contested is None


def test_a_reader_below_the_ledger_gets_no_more_than_their_own() -> None:
    told = [actor("a", "much"), actor("b"), tie("a", "rival", "b")]

    made = at_gorom(*told, clearance=Level.TEAM)

    assert made.ties == ()
    assert node(made, "a").influence == ""


def test_the_custom_of_the_place_comes_before_that_of_its_county() -> None:
    land = [
        seen("place", "a-county", name="North", pcode="XX01", customary_law="Land is held"),
        seen("place", "gorom", name="Gorom", pcode=GOROM, place="XX01", customary_law="Elders"),
        seen("place", "ward", name="Ward", pcode="XX010101", place=GOROM, customary_law="Fines"),
        seen("place", "kelda", name="Kelda", pcode="XX0102", place="XX01", customary_law="No"),
        seen("place", "silent", name="Hill", pcode="XX0103", place=GOROM),
    ]

    assert [n.id for n in at_gorom(*land).norms] == ["gorom", "a-county", "ward"]


def test_whom_people_go_to_is_told() -> None:
    made = at_gorom(actor("chief", jurisdiction="Land"), actor("clerk"))

    assert made.arbiters == (Ref("actor", "chief"),)


def test_no_text_of_a_record_is_on_the_map() -> None:
    told = [
        seen("actor", "a", name="CANARY", place=GOROM, jurisdiction="CANARY", notes="CANARY"),
        seen("place", name="CANARY", pcode=GOROM, customary_law="CANARY"),
    ]

    assert "CANARY" not in repr(at_gorom(*told))


def _near(kind: str) -> st.SearchStrategy[Record]:
    own = {f.name: kept(f.type) for f in KINDS[kind].fields}
    ends = {n: st.sampled_from(("a1", "a2", "a3")) for n in ("actor", "other") if n in own}
    ids = st.sampled_from(("a1", "a2", "a3") if kind == "actor" else ("t1", "t2", "t3"))
    return st.builds(
        Record,
        kind=st.just(kind),
        id=ids,
        values=st.fixed_dictionaries({}, optional={**own, **ends}),
    )


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(("actor", "tie")).flatmap(_near), max_size=8, unique_by=lambda r: r.id
    ),
    st.lists(records, max_size=3),
    levels,
)
def test_what_holds_for_every_map(near: list[Record], more: list[Record], clearance: Level) -> None:
    told = [disclose(r, Reader("", clearance)) for r in (*near, *more)]

    made = power_map(ledger_of(told), "", clearance)

    known = {Ref(r.kind, r.id) for r in told}
    on_it = {n.about for n in made.nodes}
    assert on_it <= known
    assert {*made.norms, *made.arbiters, *(t.about for t in made.ties)} <= known
    for each in made.ties:
        assert {each.one, each.other} <= on_it
    for contest in made.contests:
        assert {contest.one, contest.other, *contest.mediators} <= on_it
    if clearance < Level.RESTRICTED:
        assert not made.ties
    assert power_map(ledger_of(reversed(told)), "", clearance) == made


@given(st.data(), st.sampled_from(("actor", "tie", "place")))
def test_answers_of_another_shape_do_not_make_it_stumble(data: st.DataObject, kind: str) -> None:
    wild = st.fixed_dictionaries({}, optional={f.name: values for f in KINDS[kind].fields})
    told = [
        disclose(Record(kind, each, data.draw(wild)), Reader("", Level.RESTRICTED))
        for each in ("a1", "a2")
    ]

    power_map(ledger_of(told), "", Level.RESTRICTED)
