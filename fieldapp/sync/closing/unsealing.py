"""The way back from being sealed, by the recovery sheet; the other, an invitation, is in `mission`.

Both give the keys back. What was sealed here opens by itself then, and the feeds are walked again
for what came meanwhile.
"""

import logging
from dataclasses import dataclass

from nacl.public import PrivateKey

from fieldapp.store import audit, closed_drafts, closing, journal, packs, settings
from fieldapp.store import mission as kept
from fieldapp.store.audit import Act
from fieldapp.store.database import writing
from fieldapp.store.sealing import Locked, open_vault
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing import contact
from fieldapp.sync.intake import Intake
from fieldapp.sync.members import documents
from fieldapp.sync.members.membership import read_statement
from fieldapp.sync.mission import card_of
from fieldapp.sync.parcels.carrying import Carrier

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unsealed:
    """What is readable again.

    Attributes:
        records: How many the lists have now.
        drafts: Forms in the making that came back.
    """

    records: int
    drafts: int


def unseal(workspace: Workspace, code: str) -> Unsealed:
    """Open what was sealed, with the code of the recovery sheet; all of it, or nothing is changed.

    Sync afterwards: what others said in confidence meanwhile was walked past and comes now.

    Raises:
        NotSealed, NoWayBack, WrongSheet: As they say.
    """
    card_of(workspace)
    back = open_vault(workspace, code)
    with writing(workspace.db, workspace.file):
        _give_back(workspace, back)
        documents.enter(workspace)  # gives each scope its key, and opens those renewed meanwhile
        drafts = closed_drafts.reopen(workspace.db, back.private)
        closing.set_state(workspace.db, None)
        journal.rebuild(workspace.db)
        intake = Intake(workspace, let_through=True)
        intake.try_again()
        Carrier(intake).use_what_can_be()  # what colleagues brought meanwhile
        count = sum(packs.count_shown(workspace.db).values())
        contact.note(workspace)
        audit.note(workspace, Act.UNSEALED, detail={"by": "sheet"})
    log.info("Unsealed this laptop: %d records, %d drafts", count, drafts)
    return Unsealed(count, drafts)


def _give_back(workspace: Workspace, back: Locked) -> None:
    db = workspace.db
    for scope, epoch, private in back.keys:
        public = bytes(PrivateKey(private).public_key)
        kept.put_on_ring(db, scope, epoch, public, private)
    for scope in {scope for scope, _epoch, _private in back.keys}:
        packs.go_back(db, scope, 0)
    if back.owner_key:
        settings.write(db, "owner_key", back.owner_key)
    if back.box_key and _is_ours(workspace, bytes.fromhex(back.box_key)):
        settings.write(db, "box_key", back.box_key)


def _is_ours(workspace: Workspace, box: bytes) -> bool:
    """Say whether others seal to this key: the laptop may have been invited with another since."""
    text = kept.statement_of(workspace.db, workspace.device)
    member = read_statement(text, card_of(workspace)) if text else None
    return member is None or bytes(PrivateKey(box).public_key) == member.box
