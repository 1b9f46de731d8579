"""What is true of each paper beside the council's own, however much or little stands on it."""

import re
from pathlib import Path

import pytest

from fieldapp.domain.papers import (
    board,
    budget,
    commitments,
    indicators,
    invitation,
    minutes,
    profile,
)
from fieldapp.domain.papers.order import Manner
from fieldapp.domain.papers.sorts import SORTS, Audience
from fieldapp.language import load_language
from fieldapp.reports.leaf import A4, LEAVES, Leaf
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf, tagged
from tests.reports.every_sort import Press
from tests.reports.samples_papers import CODE, EMPTY, FULL
from tests.reports.test_joint_review import overlapping, squeezed

TITLES = {
    "board": (board.TITLE, board.WORKS, board.LATE, board.SAY),
    "budget": (budget.TITLE, budget.TOTALS, budget.WORKS, budget.ASK),
    "commitments": (commitments.TITLE, *commitments.TITLES.values(), commitments.MORE),
    "minutes": (minutes.TITLE, minutes.PRESENT, minutes.SAID, minutes.DECIDED),
    "invitation": (invitation.TITLE, invitation.STRIP),
    "indicators": (indicators.TITLE, indicators.MEASURED, indicators.SCORES),
    "profile": (
        profile.TITLE, profile.SEASONS, profile.MET, profile.WORKS, profile.PROMISES,
        profile.FEEDBACK, profile.SAFETY, profile.ACCESS,
    ),
}  # fmt: skip
CASES = [(much, name, code) for much in ("full", "empty") for name in FULL for code in ("en", "ar")]


@pytest.fixture(scope="module")
def printed(
    press: Press, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str, str], Path]:
    folder = tmp_path_factory.mktemp("papers")
    found = {}
    for much, name, code in CASES:
        if much == "full":
            found[much, name, code] = press(name, Manner(code)).path
            continue
        path = found[much, name, code] = folder / f"{much}-{name}-{code}.pdf"
        pdf.write_drawn(EMPTY[name](Sheet(load_language(code))), path)
    return found


@pytest.mark.parametrize("case", CASES)
def test_its_parts_stand_in_their_order_under_numbers(
    printed: dict[tuple[str, str, str], Path], case: tuple[str, str, str]
) -> None:
    language = load_language(case[2])
    text = squeezed(" ".join(pdf.pages(printed[case])))
    place = 0
    for title in TITLES[case[1]]:
        found = text.find(squeezed(language.translate(title)), place)
        assert found >= 0, f"{title} is missing or out of order"
        place = found + 1


@pytest.mark.parametrize("case", CASES)
def test_every_page_has_its_number_its_code_and_whom_it_is_for(
    printed: dict[tuple[str, str, str], Path], case: tuple[str, str, str]
) -> None:
    found = pdf.pages(printed[case])
    team = load_language(case[2]).translate(
        "<b>Only for the mission's team. Not for the community.</b>"
    )
    said = squeezed(re.sub("</?b>", "", team))
    for number, page in enumerate(found, 1):
        assert CODE in page
        assert {str(number), str(len(found))} <= set(re.findall(r"\d+", page))
        assert (said in squeezed(page)) is (SORTS[case[1]].audience is Audience.TEAM)


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_printed_outside_the_margins_or_over_something_else(
    printed: dict[tuple[str, str, str], Path], case: tuple[str, str, str]
) -> None:
    nothing_outside(printed[case], A4, rtl=load_language(case[2]).rtl)


def nothing_outside(path: Path, leaf: Leaf, *, rtl: bool) -> None:
    left, right = (leaf.outer, leaf.punched) if rtl else (leaf.punched, leaf.outer)
    for page in pdf.boxes(path):
        body = [box for box in page if box.bottom > leaf.bottom - 1]
        assert [box for box in page if box.left < left - 1] == []
        assert [box for box in page if box.right > leaf.width - right + 1] == []
        # Whom it is for stands in the margin at the head.
        assert overlapping([box for box in body if box.top < leaf.height - leaf.top]) == []


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("leaf", [LEAVES["large"], LEAVES["a5"]], ids=["large", "a5"])
def test_it_fits_larger_print_and_a_smaller_leaf(tmp_path: Path, name: str, leaf: Leaf) -> None:
    path = tmp_path / "p.pdf"
    pdf.write_drawn(FULL[name](Sheet(load_language("en"), leaf)), path)

    nothing_outside(path, leaf, rtl=False)


@pytest.mark.parametrize("name", FULL)
def test_an_ordinary_one_has_at_most_two_sides_and_one_of_nothing_has_one(
    printed: dict[tuple[str, str, str], Path], name: str
) -> None:
    assert len(pdf.pages(printed["full", name, "en"])) <= 2
    # Of a meeting of which nothing is on record there is still all to be written and signed.
    assert len(pdf.pages(printed["empty", name, "en"])) <= (2 if name == "minutes" else 1)


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("board", ["No work is on record.", "Nothing is late, as far as it is on record."]),
        ("budget", ["there is no money to show", "Money: not on record."]),
        ("commitments", ["What was promised to you?", "What did you promise?"]),
        ("minutes", ["Nobody was counted.", "Nothing that was said is on record."]),
        ("indicators", ["Nothing that is measured is on record.", "No score is on record"]),
        ("profile", ["No meeting is on record.", "No work is on record.", "No promise is open."]),
    ],
)
def test_where_nothing_is_on_record_it_says_so(
    printed: dict[tuple[str, str, str], Path], name: str, sentences: list[str]
) -> None:
    text = " ".join(" ".join(pdf.pages(printed["empty", name, "en"])).split())

    assert [each for each in sentences if each not in text] == []


@pytest.mark.parametrize("name", FULL)
def test_the_same_paper_gives_the_same_bytes(
    printed: dict[tuple[str, str, str], Path], name: str
) -> None:
    again = FULL[name](Sheet(load_language("en")))

    assert again.content == printed["full", name, "en"].read_bytes()


@pytest.mark.parametrize("name", FULL)
def test_every_picture_says_what_it_shows_and_the_paper_begins_with_its_title(
    printed: dict[tuple[str, str, str], Path], name: str
) -> None:
    path = printed["full", name, "ar"]
    found = [one for page in tagged.elements(path) for one in page]
    levels = [int(one.role[1]) for one in found if one.role in ("H1", "H2", "H3")]

    assert [one for one in found if one.role == "Figure" and not one.says] == []
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in zip([0, *levels], levels, strict=False))
    assert -2 not in {mark for page in tagged.marks(path) for mark in page}
