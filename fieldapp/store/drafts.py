"""Drafts: what somebody has typed but not saved, kept so that a crash or a flat battery loses none.

A draft is not a fact: it never travels, and it goes when its record is saved. It lies in the same
encrypted file as everything else.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from fieldapp.store import closed_drafts, mission
from fieldapp.store.database import writing
from fieldapp.store.errors import Busy, told
from fieldapp.store.workspace import Workspace


@dataclass(frozen=True)
class Draft:
    """One unfinished form.

    Attributes:
        id: Of the record being edited, or of the form where the record is new.
        saved_at: Wall clock, ISO 8601 with offset from UTC.
        answers: Plain JSON data, as the form wrote it; not checked yet.
    """

    id: str
    kind: str
    saved_at: str
    answers: Mapping[str, object]


def keep(workspace: Workspace, draft_id: str, kind: str, answers: Mapping[str, object]) -> Draft:
    """Write the draft in place of its earlier version; on the disk when this returns."""
    at = workspace.wall().isoformat(timespec="seconds")
    with writing(workspace.db, workspace.file):
        workspace.db.conn.execute(
            "INSERT INTO draft (id, kind, saved_at, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,"
            " saved_at = excluded.saved_at, body = excluded.body",
            [draft_id, kind, at, json.dumps(answers, ensure_ascii=False)],
        )
    return Draft(draft_id, kind, at, answers)


def drop(workspace: Workspace, draft_id: str) -> None:
    """Forget the draft, because its record was saved or the person said so.

    Where this laptop may not read what it held, no trace of it stays in the log beside the file.
    """
    with writing(workspace.db, workspace.file):
        row = workspace.db.conn.execute(
            "SELECT kind, body FROM draft WHERE id = ?", [draft_id]
        ).fetchone()
        workspace.db.conn.execute("DELETE FROM draft WHERE id = ?", [draft_id])
    if row and closed_drafts.is_closed_here(workspace.db, row[0], json.loads(row[1])):
        with suppress(Busy), told(workspace.file):  # whoever reads now, the next save does it
            mission.forget_log(workspace.db)


def all_drafts(workspace: Workspace) -> list[Draft]:
    """Return every draft, the newest first."""
    with told(workspace.file):
        rows = workspace.db.conn.execute(
            "SELECT id, kind, saved_at, body FROM draft ORDER BY saved_at DESC, id"
        ).fetchall()
    return [Draft(row[0], row[1], row[2], json.loads(row[3])) for row in rows]
