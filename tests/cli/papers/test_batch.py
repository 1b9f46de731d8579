"""One paper for every place of an area: by several processes, stopped half-way, refused."""

from pathlib import Path

import pytest

from fieldapp.cli.papers.batch import FEWEST_TO_SHARE, NotOfPlaces, make_batch, orders_of
from fieldapp.domain.council.paper import Period
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.progress import Cancelled, Progress
from fieldapp.store.printed import papers_out
from tests.cli.conftest import Run, looking_into, put

PERIOD = Period("2026-08-01", "2026-11-30")
ORDER = PaperOrder("joint_review", Manner("en"), period=PERIOD)
DAYS = ("--from", "2026-08-01", "--to", "2026-11-30")


class StoppedAt(Progress):
    """Somebody who asks to stop after so many papers."""

    def __init__(self, last: int) -> None:
        self._last = last

    def step(self, done: int, total: int, text: str = "") -> None:
        if done >= self._last:
            raise Cancelled


def villages(run: Run, count: int) -> None:
    """So many villages with a meeting, one without, in two counties."""
    put(run, "place", {"name": "Kelda", "pcode": "KE01"}, {"name": "Adjan", "pcode": "KE02"})
    named = [
        {"name": f"Village {n}", "pcode": f"KE01{n:02}", "place": "KE01"} for n in range(count)
    ]
    empty = {"name": "Nobody was here", "pcode": "KE0199", "place": "KE01"}
    other = {"name": "Elsewhere", "pcode": "KE0201", "place": "KE02"}
    put(run, "place", *named, empty, other)
    meeting = {"title": "Well", "held_on": "2026-11-03"}
    put(run, "meeting", *({**meeting, "place": each["pcode"]} for each in (*named, other)))


def test_every_place_of_an_area_with_something_on_record_gets_its_paper(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    villages(run, FEWEST_TO_SHARE)
    out = tmp_path / "papers"

    done = run("report", "batch", "joint-review", "--area", "Kelda", *DAYS, "-o", out, "--json")

    assert done.code == 0, done.err
    assert sorted(file.name for file in out.iterdir()) == [
        f"joint-review-KE01{n:02}-en.pdf" for n in range(FEWEST_TO_SHARE)
    ]
    assert len(done.json["files"]) == FEWEST_TO_SHARE
    assert all(Path(file).read_bytes().startswith(b"%PDF") for file in done.json["files"])
    with looking_into(folder) as workspace:
        assert len(papers_out(workspace)) == FEWEST_TO_SHARE


def test_a_paper_that_must_not_be_made_is_told_and_stops_no_other(run: Run, tmp_path: Path) -> None:
    villages(run, 2)
    [meeting] = put(run, "meeting", {"title": "Pump", "held_on": "2026-11-04", "place": "KE0100"})
    said = {"meeting": meeting, "promised_by": "us", "what": "Call +211 912 345 678"}
    put(run, "commitment", {**said, "place": "KE0100", "due_on": "2026-12-01"})
    out = tmp_path / "papers"

    done = run("report", "batch", "joint-review", "--area", "KE01", *DAYS, "-o", out, "--json")

    assert [each["place"] for each in done.json["refused"]] == ["KE0100"]
    assert [file.name for file in out.iterdir()] == ["joint-review-KE0101-en.pdf"]
    assert "912" not in done.out


def test_what_was_made_before_somebody_stopped_stays_and_is_noted(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    villages(run, 3)
    with looking_into(folder) as workspace:
        orders = orders_of(workspace, ORDER, "")

        done = make_batch(workspace, orders, tmp_path, StoppedAt(2))

        assert done.stopped
        assert len(done.made) == 2
        assert sorted(tmp_path.glob("*.pdf")) == sorted(made.file for made in done.made)
        assert len(papers_out(workspace)) == 2


def test_a_paper_about_something_else_than_a_place_is_not_made_place_by_place(
    run: Run, folder: Path
) -> None:
    with looking_into(folder) as workspace, pytest.raises(NotOfPlaces):
        orders_of(workspace, PaperOrder("receipt", Manner("en")), "")
