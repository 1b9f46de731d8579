"""The profile of a village: what the team may know, no word of feedback, no day of a journey."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.council.paper import Count
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import ledger_of
from fieldapp.domain.papers.profile import Profile, profile
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level

TODAY = date(2026, 7, 2)
TEAM = Reader("Amina", Level.TEAM, frozenset(), Door.RECORD_PAPER)


def row(kind: str, id: str, /, **values: Value) -> Disclosed:
    return disclose(Record(kind, id, {"place": "g", **values}), TEAM)


PLACE = row("place", "g", name="Gorom", place="k", groups=("herders",), market_days="Tuesday")
AROUND = row("place", "k", name="Kelda", place=None)


def made(*rows: Disclosed) -> Profile:
    return profile(ledger_of([PLACE, AROUND, *rows]), PLACE, "ABCD-EFGH", TODAY)


def feedback(id: str, level: int, day: str = "2026-06-01") -> Disclosed:
    return row("feedback", id, level=level, received_on=day, summary="WORDS", type="request")


def test_what_is_known_stands_there_and_what_is_restricted_does_not() -> None:
    paper = made(
        row("meeting", "m", held_on="2026-06-01", title="The well", security_note="SECRET"),
        row("meeting", "next", held_on="2026-07-20", title="A JOURNEY", next_on="2026-08-01"),
        row("risk", "r", title="The bridge", category="access", status="open"),
        row("risk", "over", title="OVER", category="access", status="closed"),
        row("season", "s", name="Rains", type="rains", from_on="2026-07-10", until_on="2026-09-01"),
        row("deliverable", "w", title="Well", planned_end="2026-06-01", status="ongoing"),
        row("commitment", "c", what="A lamp", promised_by="us", due_on="2026-08-01"),
        row("commitment", "kept", what="KEPT", promised_by="us", status="kept"),
    )

    assert (paper.place, paper.lies_in, paper.market_days) == ("Gorom", "Kelda", "Tuesday")
    assert [met.about for met in paper.met] == ["The well"]
    assert paper.met_in_a_year == 1
    assert [one.title for one in paper.hindrances] == ["The bridge"]
    assert [season.name for season in paper.seasons] == ["Rains"]
    assert [(work.title, work.late) for work in paper.works] == [("Well", True)]
    assert [promise.what for promise in paper.promises] == ["A lamp"]
    assert {signal.name for signal in paper.unheard} == {"engagement_gap"}
    for word in ("SECRET", "JOURNEY", "OVER", "KEPT", "2026-07-20", "2026-08-01,"):
        assert word not in repr(paper)


def test_feedback_is_counted_by_level_of_a_year_without_a_word_of_it() -> None:
    paper = made(
        *(feedback(f"a{n}", 1) for n in range(5)),
        *(feedback(f"b{n}", 2) for n in range(4)),
        *(feedback(f"c{n}", 3, "2024-06-01") for n in range(9)),
        *(feedback(f"d{n}", 6) for n in range(9)),
    )

    assert paper.feedback == ((1, Count(5)), (2, Count(0, more=True)))
    assert "WORDS" not in repr(paper)


@given(st.integers(1, 4), st.integers(1, 4))
def test_how_few_complained_changes_nothing(few: int, as_few: int) -> None:
    one, other = (made(*(feedback(f"{i}", 3) for i in range(n))) for n in (few, as_few))

    assert one.feedback == other.feedback == ((3, Count(0, more=True)),)


def test_the_last_review_in_which_somebody_said_how_they_feel_is_shown() -> None:
    answered = {"agreement": "agree"}
    paper = made(
        row("joint_review", "1", **answered, held_on="2026-03-01", safety_women="less_safe"),
        row("joint_review", "2", **answered, held_on="2026-06-01"),
    )

    assert (paper.safety_on, paper.safety.women) == ("2026-03-01", "less_safe")
