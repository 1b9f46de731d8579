"""The register of a mission: what follows from all its signed documents together. Pure.

Who is in, which keys packs are sealed to, where the hub is, who the custodians are. Worked out from
the whole set of documents on the feed `MEMBERS`, so that it is the same in whatever order they
came; `enter` in `documents` writes it into a workspace.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.language import N_
from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.members import signed
from fieldapp.sync.members.custodians import CustodianNotice, read_custodians
from fieldapp.sync.members.hub_notice import HubNotice, read_notice
from fieldapp.sync.members.membership import Card
from fieldapp.sync.members.roster import Roster, read_roster
from fieldapp.sync.members.scope_keys import ScopeKey, counts, newest, read_scope_key, to_write_to


@dataclass(frozen=True)
class Register:
    """What the documents of a mission say.

    Attributes:
        keys: Every key that may be read with.
        chosen: For each scope and epoch the public key to write to.
        hub: The newest notice that counts.
        custodians: The newest list that the founder signed.
        refused: Why a document does not count, by its id.
    """

    roster: Roster
    keys: tuple[ScopeKey, ...]
    chosen: Mapping[tuple[str, int], bytes]
    hub: HubNotice | None
    custodians: CustodianNotice | None
    refused: Mapping[str, str]

    def newest_keys(self, scope: str) -> tuple[int, list[ScopeKey]]:
        """Return the newest epoch of a scope, 0 where it has none, and the documents of its key."""
        epoch = newest(self.chosen, scope)
        public = self.chosen.get((scope, epoch))
        same = [key for key in self.keys if (key.scope, key.epoch) == (scope, epoch)]
        return epoch, [k for k in same if k.public == public and counts(k, self.roster)]

    def ghosts(self, scope: str) -> dict[str, str]:
        """Return the laptops that somebody sealed the newest key of a scope to, although no signed
        statement that is known here ever said that they read it; each with who signed the key.

        Only the founder or an administrator can do that. A newcomer who has not synced yet knows
        nobody, so such a key cannot be refused, only shown.
        """
        ever = {member.device for member in self.roster.every if scope in member.reads}
        epoch, _keys = self.newest_keys(scope)
        return {
            device: key.by
            for key in self.keys
            if (key.scope, key.epoch) == (scope, epoch)
            for device in key.sealed
            if device not in ever
        }


def read_register(card: Card, documents: Mapping[str, bytes]) -> Register:
    """Work out what all documents of a mission, by id, say together."""
    purposes = ("member", "keys", "hub", "custodians")
    by_purpose: dict[str, dict[str, bytes]] = {purpose: {} for purpose in purposes}
    refused: dict[str, str] = {}
    for entry, content in documents.items():
        purpose = signed.purpose_of(content)
        if purpose in by_purpose:
            by_purpose[purpose][entry] = content
        else:  # of a newer version, perhaps; it is tried again after an update
            refused[entry] = str(signed.bad("member", N_("something else")))
    roster = read_roster(card, by_purpose["member"].values())
    for entry, content in by_purpose["member"].items():
        why = roster.refused.get(content.decode(errors="replace"))
        if why is not None:
            refused[entry] = why
    keys: list[ScopeKey] = []
    for entry, content in by_purpose["keys"].items():
        try:
            keys.append(read_scope_key(content, roster))
        except (BadDocument, NewerDocument) as error:
            refused[entry] = str(error)
    hubs: list[HubNotice] = []
    for entry, content in by_purpose["hub"].items():
        try:
            hubs.append(read_notice(content, roster))
        except (BadDocument, NewerDocument) as error:
            refused[entry] = str(error)
    lists: list[CustodianNotice] = []
    for entry, content in by_purpose["custodians"].items():
        try:
            lists.append(read_custodians(content, card))
        except (BadDocument, NewerDocument) as error:
            refused[entry] = str(error)
    return Register(
        roster=roster,
        keys=tuple(keys),
        chosen=to_write_to(card, (key for key in keys if counts(key, roster))),
        hub=max(hubs, key=lambda hub: (hub.number, hub.text), default=None),
        custodians=max(lists, key=lambda one: (one.number, one.text), default=None),
        refused=refused,
    )
