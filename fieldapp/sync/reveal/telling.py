"""What others are told of reveals, and the state of the audit log that they keep: kind `access`.

A record of it is saved with the entry of the log that it tells of, in one transaction, and travels
with the next sync in a pack that this laptop signs. Each carries the number and the hash of the
newest entry. Where nothing was revealed, the laptop's own record of this kind does, once a day.
"""

from datetime import UTC, datetime

from fieldapp.domain.kinds.access import ACCESS, LOG
from fieldapp.domain.schema import Values
from fieldapp.store import audit, records, settings
from fieldapp.store.audit import Act, Head
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace

_TOLD = "audit entries told of"

WORTH_TELLING = (
    Act.READ, Act.COPIED, Act.PRINTED, Act.EXPORTED, Act.REVEALED, Act.BROKE_GLASS, Act.APPROVED,
    Act.SEALED, Act.UNSEALED, Act.RECOVERY,
)  # fmt: skip
"""After one of these the state of the log is told of. Whoever only unlocks sends nothing, and of
members the signed documents tell."""


def tell(
    workspace: Workspace,
    act: str,
    kind: str,
    record: str,
    reason: str,
    *,
    second: str = "",
    since: str = "",
    until: str = "",
    count: int = 1,
) -> str:
    """Tell of a reveal; part of the transaction that is open, after the act was noted.

    Args:
        act: A code of the list `access_act`.
        second: Names of whoever agreed or asked.

    Returns:
        Id of the record.
    """
    values: Values = {
        "act": act,
        "who": workspace.name,
        "of_kind": kind,
        "of": record or None,
        "count": count,
        "reason": reason,
        "second": second or None,
        "since": since or None,
        "until": until or None,
        **_state(workspace),
    }
    return records.save(workspace, Change(ACCESS.name, values))


def anchor(workspace: Workspace) -> None:
    """Put the state of the log among what waits, where it has grown and was not told of today."""
    with writing(workspace.db, workspace.file):
        head = audit.head(workspace.db)
        n, _, day = settings.read(workspace.db, _TOLD).partition(" ")
        told = int(n) if n.isdecimal() else 0
        if day == _today(workspace) or not _worth_telling(workspace, head, told):
            return
        values: Values = {"act": LOG, "who": workspace.name, **_state(workspace)}
        records.save(workspace, Change(ACCESS.name, values, f"{LOG}-{workspace.device}"))


def _worth_telling(workspace: Workspace, head: Head, told: int) -> bool:
    return audit.grown(workspace.db, told, WORTH_TELLING) or head.n < told


def _state(workspace: Workspace) -> Values:
    head = audit.head(workspace.db)
    settings.write(workspace.db, _TOLD, f"{head.n} {_today(workspace)}")
    return {
        "on": _today(workspace),
        "device": workspace.device,
        "entry": head.n,
        "head": head.hash or None,
    }


def _today(workspace: Workspace) -> str:
    ms = workspace.around.wall_ms()
    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()
