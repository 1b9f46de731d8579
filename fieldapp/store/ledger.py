"""Reads a ledger: everything that the officer of a workspace may see, for rules across records."""

from collections.abc import Iterable

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace


def read_ledger(
    workspace: Workspace, kinds: Iterable[str] = tuple(KINDS), reader: Reader | None = None
) -> Ledger:
    """Return the records of these kinds as a reader may see them; None is the officer here, for
    figures and signals.

    Reads all of them: with tens of thousands it takes seconds and belongs into a task.
    """
    who = reader or workspace.reader.at(Door.DASHBOARD)
    return Ledger(
        {
            kind: tuple(disclose(r, who) for r in records.query(workspace, Wanted(kind)))
            for kind in kinds
        }
    )
