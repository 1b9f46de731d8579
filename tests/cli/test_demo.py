"""The main job end to end, as a newcomer sees it: one process started, everything real."""

import os
import sys
from pathlib import Path

import pypdfium2
import pytest

from fieldapp.cli.demo import PASSPHRASE
from fieldapp.store import records
from fieldapp.store.workspace import close, unlock
from tests.cli.conftest import Result, Run, start

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
HAS_DISPLAY = sys.platform in ("win32", "darwin")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "made by the demo"


@pytest.fixture(scope="module")
def done(out: Path) -> Result:
    """Where nobody has a display the window is wanted, and what is said instead is looked at."""
    wanted = ["--no-window"] if HAS_DISPLAY else []
    env = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return start("demo", *wanted, "--out", out, "--json", env=env)


def test_it_ends_well_and_tells_what_it_did(done: Result, out: Path) -> None:
    assert done.code == 0, done.err
    told = done.json
    assert told["out"] == str(out)
    assert sum(told["recorded"].values()) > 50
    assert {"meeting", "deliverable", "incident", "feedback", "joint_review"} <= set(
        told["recorded"]
    )
    assert told["sent"] >= sum(told["recorded"].values())
    assert told["received"] > 0
    assert (told["clashes"], told["settled"]) == (1, 1)
    assert [Path(folder).is_dir() for folder in told["workspaces"]] == [True, True]


@pytest.mark.skipif(HAS_DISPLAY, reason="this system always has a display")
def test_without_a_display_it_says_so_and_ends_well(done: Result) -> None:
    assert done.code == 0
    assert "There is no display here" in done.err


def test_the_papers_are_there_in_every_language_and_hold_nothing_dangerous(
    done: Result, out: Path
) -> None:
    papers = {Path(paper).stem: Path(paper) for paper in done.json["papers"]}

    assert set(papers) == {"gorom-en", "gorom-fr", "gorom-ar"}
    for paper in papers.values():
        document = pypdfium2.PdfDocument(paper)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert "Gorom" in text
        # Sentences of incidents, of grave complaints and of what only the team may read.
        for secret in ("motorcycle", "goats", "place on the list of workers", "Amina", "Josef"):
            assert secret not in text


def test_both_laptops_hold_the_same_settled_records(done: Result, out: Path) -> None:
    founder, officer = (unlock(out / name, PASSPHRASE) for name in ("founder", "officer"))
    try:
        assert records.clashing(founder) == records.clashing(officer) == []
        for kind in ("meeting", "commitment", "deliverable", "milestone", "feedback"):
            ours = {r.id for r in records.query(founder, records.Wanted(kind))}
            theirs = {r.id for r in records.query(officer, records.Wanted(kind))}
            assert ours == theirs
        [incident] = [
            r
            for r in records.query(founder, records.Wanted("incident"))
            if "motorcycle" in str(r.values.get("account"))
        ]
        assert "account" not in records.load(officer, "incident", incident.id).values
    finally:
        close(founder)
        close(officer)


def test_nothing_restricted_is_in_any_byte_of_the_hub_or_of_the_logs(
    done: Result, out: Path
) -> None:
    logs = [*out.glob("*/log.txt")]
    assert len(logs) >= 1
    for file in [*(out / "hub").iterdir(), *logs]:
        content = file.read_bytes()
        for secret in (b"motorcycle", b"goats", b"tamarind", b"Gorom", b"pump"):
            assert secret not in content, file


def test_a_folder_that_holds_something_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    done = run("demo", "--no-window", "--out", tmp_path)

    assert done.code == 2
    assert "is not empty" in done.err
    assert not (tmp_path / "hub").exists()


def test_a_village_that_does_not_exist_makes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--no-window", "--out", tmp_path / "new", "--scenario", "atlantis")

    assert done.code == 2
    assert not (tmp_path / "new").exists()
