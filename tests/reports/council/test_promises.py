"""Parts 3 and 4: promises with their fate, and what became of what was said."""

from dataclasses import replace
from pathlib import Path

from fieldapp.domain.codelists import code_list
from fieldapp.reports.council import promises as module
from fieldapp.reports.council.promises import answers, promises
from fieldapp.reports.marks import MARKS
from tests.reports.council.printed import printed
from tests.reports.samples import ORDINARY


def test_every_promise_has_its_party_its_reason_and_its_day(tmp_path: Path) -> None:
    text = printed(promises, ORDINARY, tmp_path)

    assert "The mission: Repair the roof of the school" in text
    assert "Why: The truck could not pass the bridge." in text
    assert "20 Dec 2026" in text.replace("\u00a0", " ")
    assert "The community: Sand and stones" in text


def test_the_promises_of_one_party_stand_together(tmp_path: Path) -> None:
    mixed = replace(ORDINARY, promises=ORDINARY.promises[::-1])

    text = printed(promises, mixed, tmp_path)

    order = [text.index(f"{who}:") for who in ("The mission", "The community", "Others")]
    assert order == sorted(order)
    assert text.rindex("The mission:") < text.index("The community:")


def test_an_open_promise_whose_day_has_passed_is_late(tmp_path: Path) -> None:
    late = replace(ORDINARY, promises=(ORDINARY.promises[2],))

    text = printed(promises, late, tmp_path)

    assert "Late" in text
    assert "Open" not in text


def test_a_promise_by_somebody_unknown_is_still_printed(tmp_path: Path) -> None:
    strange = tuple(
        replace(ORDINARY.promises[0], by=by, what=f"by {by}.") for by in ("x-chief", "")
    )

    text = printed(promises, replace(ORDINARY, promises=strange), tmp_path)

    assert "x-chief: by x-chief." in text
    assert "by ." in text


def test_every_status_and_outcome_has_a_mark_of_its_own() -> None:
    for codes, marks in (
        (code_list("promise_status"), module._PROMISE_MARKS),
        (code_list("outcome"), module._OUTCOME_MARKS),
    ):
        assert set(marks) == set(codes.labels)
        assert len(set(marks.values())) == len(marks)
        assert set(marks.values()) <= set(MARKS)


def test_what_was_said_stands_with_what_came_of_it(tmp_path: Path) -> None:
    text = printed(answers, ORDINARY, tmp_path)

    for said in ("The queue at the pump", "We did it", "A bench was built", "We could not"):
        assert said in text
