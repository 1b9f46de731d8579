"""One board for civilian, security and development indicators."""

from hypothesis import given, settings

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.board import Board, Row, board
from fieldapp.domain.ledger import Ledger, ledger_of
from tests.domain.ledgers import TODAY, ledgers, shuffled
from tests.domain.records import seen


def indicator(id: str, **values: Value) -> Disclosed:
    answers = {"name": "Wells", "direction": "up", "about": "service_delivery"}
    return seen("indicator", id, **{**answers, "work": "development", **values})


def figure(indicator: str, value: float, day: str = "2026-06-20", **values: Value) -> Disclosed:
    return seen("observation", indicator=indicator, value=value, observed_on=day, **values)


def shown(*records: Disclosed, area: str = "") -> Board:
    return board(ledger_of(records), TODAY, area)


def rows(shown: Board) -> list[Row]:
    return [row for group in shown.groups for row in group.rows]


def test_indicators_stand_by_their_part_of_the_work_with_a_cell_for_each_place() -> None:
    told = shown(
        indicator("w", baseline=0, target=20, target_on="2026-12-31"),
        figure("w", 5, place="KE0101"),
        figure("w", 10, "2025-12-01", place="KE0102"),
        indicator("p", work="security"),
        indicator("x", work=None),
    )

    assert [(g.work, [row.indicator.id for row in g.rows]) for g in told.groups] == [
        ("civilian", []), ("security", ["p"]), ("development", ["w"]), ("", ["x"]),
    ]  # fmt: skip
    row = told.groups[2].rows[0]
    assert (row.aim, row.aim_on, list(row.cells)) == (20, "2026-12-31", ["KE0101", "KE0102"])
    here, there = row.cells.values()
    assert (here.latest, here.progress, here.age, here.fresh) == (5, 25, 10, True)
    assert (there.latest, there.progress, there.age, there.fresh) == (10, 50, 211, False)
    assert here.verdict == "too_little_data"
    assert told.places == ("", "KE0101", "KE0102")


def test_an_area_shows_the_places_in_it() -> None:
    county = seen("place", name="Kelda", pcode="KE01")
    village = seen("place", name="Gorom", pcode="KE0101", place="KE01")
    told = [county, village, indicator("w"), figure("w", 5, place="KE0101"),
            figure("w", 6, place="KE02")]  # fmt: skip

    assert shown(*told, area="KE01").places == ("KE0101",)
    assert shown(*told).places == ("KE0101", "KE02")


def test_groups_have_rows_of_their_own() -> None:
    told = rows(shown(indicator("w"), figure("w", 5), figure("w", 6, group="women")))

    assert [(row.group, row.cells[""].latest) for row in told] == [("", 5), ("women", 6)]


def test_a_figure_of_people_that_points_to_somebody_is_not_shown_nor_what_tells_it() -> None:
    people = indicator("v", about="violence_against_civilians", baseline=0, target=50)
    few = shown(people, figure("v", 9, "2026-06-01"), figure("v", 4))
    cell = rows(few)[0].cells[""]

    assert (cell.latest, cell.progress, cell.withheld) == (None, None, True)
    assert [each.values["value"] for each in cell.observations] == [9]
    enough = rows(shown(people, figure("v", 5)))[0].cells[""]
    assert (enough.latest, enough.withheld) == (5, False)
    none = rows(shown(people, figure("v", 0)))[0].cells[""]
    assert (none.latest, none.withheld) == (0, False)


def test_what_counts_no_people_is_shown_however_small() -> None:
    assert rows(shown(indicator("w"), figure("w", 2)))[0].cells[""].latest == 2
    score = indicator("s", about="wellbeing", measure="score")
    assert rows(shown(score, figure("s", 2)))[0].cells[""].latest == 2
    unsure = indicator("s", about=None)
    assert rows(shown(unsure, figure("s", 2)))[0].cells[""].withheld


def test_the_mission_may_ask_for_larger_counts() -> None:
    limit = seen("limit", name="smallest_count", value=10, decided_on="2026-01-01")
    people = indicator("v", about="displacement")

    assert rows(shown(limit, people, figure("v", 9)))[0].cells[""].withheld


def test_security_and_well_being_are_shown_in_equal_number_the_worst_first() -> None:
    days = ("2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01")
    worse = [figure("w2", 90 - 10 * n, day) for n, day in enumerate(days)]
    told = shown(
        indicator("s1", work="security", about="freedom_of_movement"),
        indicator("w1", about="wellbeing"), indicator("w2"), *worse,
    )  # fmt: skip

    assert [row.indicator.id for row in told.security] == ["s1"]
    assert [row.indicator.id for row in told.well_being] == ["w2"]


@settings(max_examples=50)
@given(
    ledgers(
        ("indicator", "observation", "limit", "place"),
        usual={"indicator": "indicator-0", "about": "displacement", "group": None},
    )
)
def test_no_board_shows_a_small_count_of_people_or_depends_on_the_order(ledger: Ledger) -> None:
    told = board(ledger, TODAY)

    assert told == board(shuffled(ledger), TODAY)
    assert len(told.security) == len(told.well_being)
    for row in rows(told):
        values = row.indicator.values
        people = values.get("about") in ("displacement", "violence_against_civilians", None)
        for cell in row.cells.values():
            if people and values.get("measure") in ("unit", None) and cell.latest is not None:
                assert cell.latest <= 0 or cell.latest >= 5


def test_a_group_that_is_withheld_is_not_everybody_less_the_others() -> None:
    people = indicator("v", about="displacement")
    told = shown(
        people, figure("v", 20), figure("v", 17, group="women"), figure("v", 3, group="men"),
        figure("v", 30, place="KE0102"), figure("v", 25, group="women", place="KE0102"),
    )  # fmt: skip

    here = [row.cells[""] for row in rows(told)]
    assert [(cell.latest, cell.withheld, cell.observations) for cell in here] == [
        (None, True, ())
    ] * 3
    elsewhere = {row.group: row.cells["KE0102"].latest for row in rows(told) if len(row.cells) > 1}
    assert elsewhere == {"": 30, "women": 25}


def test_only_the_day_on_which_a_group_is_too_small_is_withheld() -> None:
    people = indicator("v", about="displacement")
    told = shown(
        people, figure("v", 20), figure("v", 19, "2026-05-01"),
        figure("v", 3, "2026-05-01", group="men"),
    )  # fmt: skip
    cell = next(row.cells[""] for row in rows(told) if not row.group)

    assert cell.latest == 20
    assert [each.values["value"] for each in cell.observations] == [20]


def test_what_few_people_are_aimed_at_or_began_with_is_not_shown() -> None:
    aimed = indicator("v", about="displacement", baseline=50, target=2)
    row = rows(shown(aimed, figure("v", 20)))[0]
    assert (row.aim, row.cells[""].progress, row.cells[""].latest) == (None, None, 20)
    began = indicator("v", about="displacement", baseline=2, target=50)
    row = rows(shown(began, figure("v", 20)))[0]
    assert (row.aim, row.cells[""].progress) == (50, None)
    score = indicator("v", about="wellbeing", measure="score", baseline=1, target=3)
    assert rows(shown(score, figure("v", 2)))[0].cells[""].progress == 50
