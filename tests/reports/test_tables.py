"""Narrow leaves: what does not fit beside each other stands below, and nothing is lost or cut."""

from pathlib import Path

import pytest

from fieldapp.language import load_language
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.reports.layout import Ruling
from fieldapp.reports.leaf import LEAVES
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.tables import boxes, table
from fieldapp.reports.type.spans import without_controls
from tests.reports import pdf
from tests.reports.samples import ORDINARY
from tests.reports.samples_ar import ORDINARY as ARABIC

PAPERS = {"en": ORDINARY, "ar": ARABIC}


def test_words_stand_above_the_other_columns_where_they_would_get_too_little_room(
    tmp_path: Path,
) -> None:
    tops = {}
    for leaf in ("a4", "large"):
        sheet = Sheet(load_language("en"), LEAVES[leaf])
        rows = [[sheet.said("kept"), sheet.said("pump"), sheet.said("soon")]]
        header = sheet.heads("State", "What", "When")
        block = table(sheet, (110, None, 90), rows, header)
        path = pdf.write(tmp_path / f"{leaf}.pdf", block, size=(sheet.width, 300))
        tops[leaf] = {box.text: round(box.bottom) for box in pdf.boxes(path)[0]}

    assert len({tops["a4"][word] for word in ("State", "What", "When")}) == 1
    for words, *others in (("What", "State", "When"), ("pump", "kept", "soon")):
        assert tops["large"][others[0]] == pytest.approx(tops["large"][others[1]], abs=3)
        assert tops["large"][words] > tops["large"][others[0]] + 8


@pytest.mark.parametrize(("least", "across"), [(100, [4]), (130, [2, 2]), (300, [1, 1, 1, 1])])
def test_boxes_stand_in_rows_as_even_as_they_can_be(
    tmp_path: Path, least: float, across: list[int]
) -> None:
    sheet = Sheet(load_language("en"))
    cells = [[sheet.said(f"box{n}")] for n in range(4)]

    path = pdf.write(
        tmp_path / "b.pdf", boxes(sheet, cells, least, Ruling()), size=(sheet.width, 300)
    )

    rows: dict[int, int] = {}
    for box in pdf.boxes(path)[0]:
        rows[round(box.bottom)] = rows.get(round(box.bottom), 0) + 1
    assert sorted(rows.values()) == across


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("leaf", ["large", "a5"])
def test_a_paper_on_a_narrow_leaf_says_all_that_it_says_on_a4_within_its_margins(
    tmp_path: Path, leaf: str, language: str
) -> None:
    paper = PAPERS[language]
    on = LEAVES[leaf]
    path = tmp_path / "p.pdf"
    sheet = Sheet(load_language(language), on)
    pdf.write_drawn(draw_joint_review(sheet, paper, ["K7Q2-AB34", "P4T8-CD56"]), path)

    left, right = on.edge(rtl=sheet.rtl), on.edge(rtl=sheet.rtl) + on.between_margins
    for page in pdf.boxes(path):
        for box in page:
            assert left - 2 < box.left, box.text
            assert box.right < right + 2, box.text
    text = "".join(without_controls("".join(pdf.pages(path))).split())
    for said in (
        *(promise.what for promise in paper.promises),
        *(answer.said for answer in paper.answers),
        *(step.title for work in paper.works for step in work.steps),
        *(score.subject for score in paper.scores),
        *(step.what for step in paper.next_steps),
        "K7Q2-AB34",
        "P4T8-CD56",
    ):
        if language == "en" or said.isascii():
            assert "".join(said.split()) in text
