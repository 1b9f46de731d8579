"""The mission's figures: ours until the mission says otherwise."""

from fieldapp.domain.area import Areas
from fieldapp.domain.codelists import code_list
from fieldapp.domain.limits import DEFAULTS, Limits
from tests.domain.records import seen

AREAS = Areas(
    [
        seen("place", name="Kelda", pcode="KE01"),
        seen("place", name="Gorom", pcode="KE0101", place="KE01"),
    ]
)


def test_every_figure_that_a_mission_may_set_has_one_of_ours() -> None:
    assert list(DEFAULTS) == list(code_list("limit").labels)
    assert code_list("limit").general_knowledge


def test_ours_hold_until_the_mission_sets_its_own() -> None:
    limits = Limits(
        [seen("limit", name="engagement_gap", value=60, decided_on="2026-01-01")], AREAS
    )

    assert limits.of("engagement_gap") == 60
    assert limits.of("review_gap") == DEFAULTS["review_gap"]


def test_the_figure_decided_last_counts_and_one_for_the_area_goes_first() -> None:
    limits = Limits(
        [
            seen("limit", "a", name="engagement_gap", value=60, decided_on="2026-03-01"),
            seen("limit", "b", name="engagement_gap", value=50, decided_on="2026-02-01"),
            seen(
                "limit", "c", name="engagement_gap", value=30, decided_on="2026-01-01", place="KE01"
            ),
        ],
        AREAS,
    )

    assert limits.of("engagement_gap") == 60
    assert limits.of("engagement_gap", "KE0101") == 30
    assert limits.of("engagement_gap", "KE02") == 60
