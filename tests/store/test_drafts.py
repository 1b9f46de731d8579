"""Drafts are there after a crash, newest first, and go when their record is saved."""

from fieldapp.store import drafts, workspace
from fieldapp.store.workspace import Workspace
from tests.store.conftest import PASSPHRASE


def test_a_draft_is_there_when_the_workspace_opens_again(amina: Workspace) -> None:
    drafts.keep(amina, "d1", "meeting", {"title": "half a", "missing": ["women"]})
    workspace.close(amina)

    again = workspace.unlock(amina.folder, PASSPHRASE)

    (draft,) = drafts.all_drafts(again)
    assert (draft.kind, draft.answers) == ("meeting", {"title": "half a", "missing": ["women"]})
    workspace.close(again)


def test_a_later_version_takes_the_place_of_the_earlier(amina: Workspace) -> None:
    drafts.keep(amina, "d1", "meeting", {"title": "half"})
    drafts.keep(amina, "d1", "meeting", {"title": "half a sentence"})

    assert [draft.answers for draft in drafts.all_drafts(amina)] == [{"title": "half a sentence"}]


def test_a_dropped_draft_is_gone_and_others_stay(amina: Workspace) -> None:
    drafts.keep(amina, "d1", "meeting", {})
    drafts.keep(amina, "d2", "incident", {})

    drafts.drop(amina, "d1")

    assert [draft.id for draft in drafts.all_drafts(amina)] == ["d2"]


def test_a_draft_is_no_fact_and_so_never_travels(amina: Workspace) -> None:
    drafts.keep(amina, "d1", "meeting", {"title": "half"})

    assert amina.db.conn.execute("SELECT count(*) FROM fact").fetchone()[0] == 0
