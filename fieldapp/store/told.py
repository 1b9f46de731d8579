"""What this laptop has told partners of each month: the counts of files under an agreement.

Kept so that a month is told the same again (`domain.sharing.control`); it holds no more than left.
"""

import json

from fieldapp.domain.sharing.control import Node, Sort, Told
from fieldapp.store.database import writing
from fieldapp.store.errors import told as told_of
from fieldapp.store.workspace import Workspace


def told_before(workspace: Workspace, kind: str) -> Told:
    """Return what was told of a kind so far, under whatever agreement."""
    with told_of(workspace.file):
        rows = workspace.db.conn.execute(
            "SELECT month, code, aloud, node, count FROM told WHERE kind = ?", [kind]
        ).fetchall()
    found: dict[Sort, dict[Node, int]] = {}
    for month, code, aloud, node, count in rows:
        found.setdefault(Sort(month, code, bool(aloud)), {})[tuple(json.loads(node))] = count
    return found


def remember(workspace: Workspace, kind: str, told: Told) -> None:
    """Write down what was told of a kind, in place of what was known of it.

    Before the file is written, so that none can leave that is not remembered.
    """
    rows = [
        [kind, sort.month, sort.code, int(sort.aloud), json.dumps(node), count]
        for sort, nodes in told.items()
        for node, count in nodes.items()
    ]
    with writing(workspace.db, workspace.file):
        workspace.db.conn.execute("DELETE FROM told WHERE kind = ?", [kind])
        workspace.db.conn.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", rows)
