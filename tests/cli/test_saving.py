"""For all records: what comes out can be put in again, and nothing changes."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.cli.records import as_json
from fieldapp.cli.saving import keep
from fieldapp.domain.disclosure import disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import RecordKind
from fieldapp.store import records
from fieldapp.store.workspace import Workspace, close, create
from tests.cli.conftest import CHEAP, PASSPHRASE
from tests.strategies import answers, kinds, values


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with TemporaryDirectory() as folder:
        opened, _ = create(Path(folder) / "workspace", PASSPHRASE, "Amina", cost=CHEAP)
        yield opened
        close(opened)


@given(data=st.data())
def test_whatever_is_kept_comes_out_and_goes_in_again_unchanged(
    workspace: Workspace, data: st.DataObject
) -> None:
    kind = data.draw(kinds)
    given = {
        field.name: data.draw(answers(field.type))
        for field in kind.fields
        if field.required or data.draw(st.booleans())
    }
    kept = keep(workspace, kind, given)
    if kept.problems:  # a required answer was drawn empty, or two do not fit together
        assert kept.record == ""
        return
    before = records.history(workspace, kept.record)
    found = records.load(workspace, kind.name, kept.record)

    out = json.dumps(as_json(disclose(found, workspace.reader)), allow_nan=False)
    again = keep(workspace, kind, json.loads(out))

    assert (again.record, again.problems) == (kept.record, ())
    assert records.history(workspace, kept.record) == before


@given(kind=kinds, given=st.dictionaries(st.text(max_size=6), values, max_size=4))
def test_nothing_that_is_no_record_is_kept(
    workspace: Workspace, kind: RecordKind, given: dict[str, object]
) -> None:
    kept = keep(workspace, kind, given)

    assert kept.record == ""
    assert kept.problems
    assert all(str(problem.error) for problem in kept.problems)


def test_a_fault_that_a_record_had_already_does_not_keep_it_from_being_mended(
    workspace: Workspace,
) -> None:
    record = records.save(workspace, records.Change("meeting", {"language": "Talari"}))

    mended = keep(workspace, KINDS["meeting"], {"id": record, "title": "Well"})

    assert mended.problems == ()
    assert records.load(workspace, "meeting", record).values["title"] == "Well"


def test_a_record_with_an_id_of_its_own_keeps_it(workspace: Workspace) -> None:
    answers = {"id": "from-elsewhere", "title": "Well", "held_on": "2026-11-03"}

    assert keep(workspace, KINDS["meeting"], answers).record == "from-elsewhere"
    [problem] = keep(workspace, KINDS["issue"], {"id": "from-elsewhere"}).problems
    assert problem.field == "kind"


@pytest.mark.parametrize("record", [7, None, "", "a b", "x" * 65, "-x", "../x", "é"])
def test_what_cannot_be_an_id_is_refused_and_an_empty_one_means_a_new_record(
    workspace: Workspace, record: object
) -> None:
    kept = keep(
        workspace, KINDS["meeting"], {"id": record, "title": "Well", "held_on": "2026-11-03"}
    )

    assert bool(kept.record) == (record == "")
    assert [problem.field for problem in kept.problems] == ([] if record == "" else ["id"])
