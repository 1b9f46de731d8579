"""Figures of an indicator that are withheld because others, with what is known, tell of few."""

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.small_figures import withheld_figures
from tests.domain.records import ledger, seen

TOLD = seen("indicator", "told", name="Who told us", direction="down", measure="unit")
LAND = (
    seen("place", "s", name="Kelda", pcode="KE01", type="adm1"),
    seen("place", "c", name="Upper Kelda", pcode="KE0101", type="adm2", place="KE01"),
    seen("place", "v", name="Gorom", pcode="KE010101", type="village", place="c"),
)


def of(
    id: str, value: float, place: str = "", day: str = "2026-10-02", **more: object
) -> Disclosed:
    answers = {"indicator": "told", "value": value, "observed_on": day, "place": place or None}
    return seen("observation", id, **{**answers, **more})


def shown(*figures: Disclosed) -> list[str]:
    withheld = withheld_figures(ledger(*LAND, TOLD, *figures), 5)
    return [figure.id for figure in figures if figure.id not in withheld]


def test_no_figure_of_everybody_tells_of_a_group_that_nobody_recorded() -> None:
    everybody = of("all", 20)

    assert shown(everybody, of("women", 17, group="women")) == []
    assert shown(everybody, of("women", 12, group="women")) == ["all", "women"]
    few_others = of("women", 10, group="women"), of("men", 8, group="men")
    assert shown(everybody, *few_others) == []


def test_no_figure_of_an_area_tells_of_a_place_in_it() -> None:
    state, gorom = of("state", 22, "KE01", "2026-10-31"), of("gorom", 20, "KE010101")

    assert shown(state, gorom, of("few", 2, "KE0101")) == ["gorom"]
    assert shown(state, gorom) == ["gorom"]  # two came from a place that nobody recorded
    assert shown(of("state", 40, "KE01"), gorom) == ["state", "gorom"]
    later = of("later", 22, "KE01", "2026-11-02")
    assert shown(later, gorom, of("few", 2, "KE0101")) == ["later", "gorom"]


def test_an_area_that_tells_of_other_groups_than_its_places_is_withheld() -> None:
    state = of("state", 40, "KE01"), of("women", 25, "KE01", group="women")

    assert shown(*state, of("gorom", 20, "KE010101")) == ["gorom"]
    assert shown(state[0], of("gorom", 20, "KE010101")) == ["state", "gorom"]
