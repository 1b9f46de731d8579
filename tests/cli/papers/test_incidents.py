"""The summary of incidents before it is drawn: whom it is for, and that it names nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.cli.papers.incidents import NamesSomebody, prepare
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.domain.council import Period
from fieldapp.domain.papers.order import Copy, Manner, PaperOrder
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.cli.conftest import looking_into, make_folder

DAY = "2026-05-03"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with looking_into(make_folder(tmp_path / "w")) as opened:
        yield opened


def ready(workspace: Workspace, *readers: str, number: int = 1) -> Prepared:
    copy = Copy(number, len(readers), readers[number - 1], readers)
    order = PaperOrder("incidents", Manner("en"), period=Period(DAY, DAY), copy=copy)
    return prepare(workspace, order)


@pytest.mark.parametrize(
    ("summary", "names"),
    [
        ("Ask Sheikh Ahmed Musa, the teacher", True),
        ("Call 0912345678", True),
        ("Three men were beaten near the well", False),
    ],
)
def test_a_sentence_for_the_team_that_names_somebody_keeps_it_from_being_made(
    workspace: Workspace, summary: str, names: bool
) -> None:
    said = {"happened_on": DAY, "type": "threat", "summary": summary}
    incident = records.save(workspace, Change("incident", said))

    if not names:
        ready(workspace, "Head of mission").refuse()
        return
    with pytest.raises(NamesSomebody) as caught:
        ready(workspace, "Head of mission").refuse()
    assert incident in str(caught.value)
    assert summary not in str(caught.value)


def test_a_release_is_for_those_whom_the_copies_are_for(workspace: Workspace) -> None:
    asked = ready(workspace, "Head of mission", "Protection cell").said("incidents")

    second = ready(workspace, "Head of mission", "Protection cell", number=2).said("incidents")
    assert second == asked
    assert ready(workspace, "Head of mission", "A newspaper").said("incidents") != asked
