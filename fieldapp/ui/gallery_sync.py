"""What a sync left behind, for the pictures of `gallery`: an account, clashes, settlements."""

import secrets
from collections.abc import Mapping
from pathlib import Path

import fieldapp
from fieldapp.domain.fact import Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.scope import scope_of
from fieldapp.store import journal, records
from fieldapp.store.database import writing
from fieldapp.store.keyfile import Cost
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.sync.account import Account, Held, SetAside, keep_last
from fieldapp.sync.mission import invite, request_enrolment
from fieldapp.sync.settling import NEWEST, Rule, code_of, propose, settle_listed

COLLEAGUE = "Awa Maïga"

QUICK = Cost(passes=1, memory=8 << 20)
"""For the keys of pictures, which guard nothing."""


def sync_in(workspace: Workspace, folder: Path, ids: Mapping[str, str]) -> None:
    """Leave in the workspace what a busy sync with a colleague leaves."""
    device = _enrol(workspace, folder)
    meetings = [each.id for each in records.query(workspace, Wanted("meeting"))]
    promises = [each.id for each in records.query(workspace, Wanted("commitment"))]
    for number, record in enumerate(promises[:2]):
        _differ(workspace, device, record, "due_on", f"2026-12-0{number + 2}", "2026-12-20")
    rule = Rule(NEWEST, kind="commitment")
    settle_listed(
        workspace, workspace.reader, rule, code_of(propose(workspace, workspace.reader, rule))
    )
    _differ(workspace, device, meetings[1], "type", "women", "council")
    _differ(workspace, device, promises[2], "due_on", "2026-12-05", "2026-12-12")
    _differ(workspace, device, ids["clashing"], "status", "completed", "suspended")
    _differ(workspace, device, ids["joint_review"], "agreement", "agree", "do_not_agree")
    clash_ids = tuple(record.id for record, _ in records.clashing(workspace))
    at = workspace.wall().isoformat(timespec="seconds")
    account = Account(
        sent=12, received=len(meetings) + 3, changed=4, clashes=len(clash_ids), held=2,
        quarantined=2, missing=0, seconds=41.2, bytes_up=48_000, bytes_down=214_000,
        clock_off=740,
        received_ids=(*meetings, *promises[:2], "0" * 32),
        clash_ids=clash_ids,
        sent_ids=tuple(promises),
        changed_ids=tuple(meetings[:4]),
        held_ids=tuple(meetings[:2]),
        refused=(Held("e" * 32, "unknown_author", tuple(meetings[:2])),),
        set_aside=(
            SetAside("a" * 32, "a newer fieldapp made it", at, device, COLLEAGUE),
            SetAside("b" * 32, "its seal is broken", at, "9d0c5e7a11b2f364"),
        ),
        hub="hub.example.org",
        at=at,
        backup="fieldapp-before-sync-000004.db",
    )  # fmt: skip
    with writing(workspace.db, workspace.file):
        keep_last(workspace, account)


def _enrol(workspace: Workspace, folder: Path) -> str:
    """Let a colleague's laptop in, and return its id."""
    theirs, _ = create(folder / "colleague", secrets.token_urlsafe(), COLLEAGUE, cost=QUICK)
    invite(workspace, request_enrolment(theirs), "officer", "")
    close(theirs)
    return theirs.device


def _differ(
    workspace: Workspace, device: str, record: str, name: str, theirs: Value, ours: Value
) -> None:
    """Answer a question here while a colleague answers it, too, unaware of each other."""
    now = records.find(workspace, record)
    assert now is not None
    fact = Fact(
        id=secrets.token_hex(16),
        save=secrets.token_hex(16),
        record=record,
        kind=now.kind,
        scope=scope_of(kind_named(now.kind), name, now.values),
        values={name: theirs},
        base={name: now.heads.get(name, ())},
        time=workspace.clock.tick(),
        wall=workspace.wall().isoformat(timespec="seconds"),
        author=COLLEAGUE,
        device=device,
        app=fieldapp.__version__,
    )
    records.save(workspace, Change(now.kind, {name: ours}, record, base=now.heads))
    with writing(workspace.db, workspace.file):
        journal.append_own(workspace.db, [fact])
