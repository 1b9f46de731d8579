"""The period report is for the team, whoever prints it."""

from pathlib import Path

import pytest

from fieldapp.cli.papers.making import prepare
from fieldapp.domain.council import Period
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.cli.conftest import looking_into, make_folder

DAY = "2026-05-03"
GRAVE = ("feedback", {"received_on": DAY, "place": "KE01", "level": 6, "summary": "-"})
VIOLENCE = ("incident", {"happened_on": DAY, "place": "KE01", "type": "sexual_violence"})


@pytest.mark.parametrize(("kind", "values"), [GRAVE, VIOLENCE])
def test_it_does_not_tell_that_something_grave_came_from_a_place(
    tmp_path: Path, kind: str, values: dict[str, str | int]
) -> None:
    order = PaperOrder("period", Manner("en"), place="KE01", period=Period(DAY, DAY), code="AAAA")

    def said(workspace: Workspace) -> str:
        return repr(prepare(workspace, order).says)

    with looking_into(make_folder(tmp_path / "w")) as workspace:
        records.save(workspace, Change("place", {"name": "Gorom", "pcode": "KE01"}))
        before = said(workspace)
        records.save(workspace, Change(kind, values))
        assert said(workspace) == before
