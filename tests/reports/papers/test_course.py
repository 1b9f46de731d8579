"""The course of an indicator: its figures in reading order, as many as fit, none outside."""

from pathlib import Path

from fieldapp.domain.papers.indicators import Point
from fieldapp.language import load_language
from fieldapp.reports.papers.course import MOST_POINTS, course
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf


def drawn(
    folder: Path, code: str, count: int, width: float, aim: tuple[float, str] | None = None
) -> list[pdf.Box]:
    points = [Point(f"2026-{month:02}-01", month * 7) for month in range(1, count + 1)]
    figures = [f"{point.value:.0f}" for point in points]
    block = course(Sheet(load_language(code)), points, figures, aim)
    (page,) = pdf.boxes(pdf.write(folder / "course.pdf", block, size=(width, 200)))
    return page


def figures_in(page: list[pdf.Box]) -> list[str]:
    """The figures of one or two digits from left to right."""
    shown = [box for box in page if box.text.isdigit() and len(box.text) <= 2]
    return [box.text for box in sorted(shown, key=lambda box: box.left)]


def test_figures_run_with_the_paper(tmp_path: Path) -> None:
    assert figures_in(drawn(tmp_path, "en", 3, 300)) == ["7", "14", "21"]
    assert figures_in(drawn(tmp_path, "ar", 3, 300)) == ["21", "14", "7"]


def test_the_latest_are_shown_where_all_have_no_room(tmp_path: Path) -> None:
    assert figures_in(drawn(tmp_path, "en", 12, 400)) == [str(7 * n) for n in range(5, 13)]
    assert MOST_POINTS == 8
    assert figures_in(drawn(tmp_path, "en", 12, 60)) == ["77", "84"]


def test_days_and_aim_stay_inside_however_narrow_it_is(tmp_path: Path) -> None:
    for code in ("en", "ar"):
        page = drawn(tmp_path, code, 2, 100, (20, "A: 20"))

        assert [box.text for box in page if box.left < 0 or box.right > 100] == []
        higher = {box.text: box.bottom for box in page}
        assert higher["14"] > higher["7"]
