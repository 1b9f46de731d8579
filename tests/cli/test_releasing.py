"""`report ... --ask` and `report release` by command: a draft, a request, and what a yes is for."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Run, make_folder, put, running_hub

PERIOD = ("--from", "2026-08-01", "--to", "2026-11-30")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "workspace", "Josef")


def words_on(file: Path) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_paper_goes_out_when_somebody_else_has_released_what_stands_on_it(
    run: Run, folder: Path, founder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on(laptop: Path) -> None:
        monkeypatch.setenv("FIELDAPP_WORKSPACE", str(laptop))

    draft, paper = tmp_path / "draft.pdf", tmp_path / "paper.pdf"
    ask, yes = tmp_path / "ask.json", tmp_path / "yes.json"
    make = ("report", "joint-review", "--place", "KE0104", *PERIOD)
    with running_hub(tmp_path / "hub") as address:
        on(founder)
        put(run, "place", {"name": "Gorom", "pcode": "KE0104"})
        put(run, "limit", {"name": "persons_to_release", "value": 2, "decided_on": "2026-11-01"})
        for laptop in (founder, folder, founder):
            on(laptop)
            assert run("sync", "--hub", address).code == 0

    refused = run(*make, "-o", paper)
    assert refused.code == 1
    assert "second person" in refused.err
    assert not paper.exists()

    nowhere = tmp_path / "no folder" / "file"
    assert run(*make, "--ask", nowhere, "-o", draft).code == 1
    assert run(*make, "--ask", ask, "-o", nowhere).code == 1
    assert not draft.exists()
    assert not ask.exists()
    assert run(*make, "--ask", ask, "-o", draft).code == 0
    assert all("Draft" in page for page in words_on(draft))
    assert "Gorom" not in ask.read_text()

    assert run("report", "release", ask, "-o", yes).code == 1  # one's own
    on(folder)
    looked = run("report", "release", ask, "--look", "--json").json
    assert (looked["paper"], looked["file"]) == ("joint_review", None)
    assert run("report", "release", ask, "-o", yes).code == 0

    on(founder)
    assert run(*make, "--release", yes, "-o", paper).code == 0
    assert not any("Draft" in page for page in words_on(paper))

    put(run, "meeting", {"title": "Well", "held_on": "2026-11-03", "place": "KE0104"})
    changed = run(*make, "--release", yes, "-o", tmp_path / "later.pdf")
    assert changed.code == 1
    assert "changed" in changed.err
    assert not (tmp_path / "later.pdf").exists()
