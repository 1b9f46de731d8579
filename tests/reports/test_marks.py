"""Marks are told apart by shape alone and keep to their square."""

from pathlib import Path

import pytest

from fieldapp.reports.marks import MARK_NAMES, MARKS, mark
from tests.reports import pdf


@pytest.mark.parametrize("name", sorted(MARKS))
def test_a_mark_stays_in_its_square(tmp_path: Path, name: str) -> None:
    left, top, right, bottom = pdf.ink(
        pdf.write(tmp_path / "m.pdf", mark(name, 200), size=(200, 200))
    )

    assert min(left, top) >= 0
    assert max(right, bottom) <= 1
    assert right - left > 0.3


def test_no_two_marks_look_the_same(tmp_path: Path) -> None:
    pictures = {}
    for name in MARKS:
        path = pdf.write(tmp_path / f"{name}.pdf", mark(name, 60), size=(60, 60))
        pictures[pdf.picture(path).tobytes()] = name

    assert len(pictures) == len(MARKS)


def test_every_mark_has_a_name_of_its_own_for_whoever_hears_the_paper() -> None:
    assert MARK_NAMES.keys() == MARKS.keys()
    assert len(set(MARK_NAMES.values())) == len(MARKS)
