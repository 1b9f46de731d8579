"""The signed documents that a workspace keeps, and what follows from them here.

Whatever changes them calls `enter`, which works everything out anew: who is in, which keys packs
are sealed to, where the hub is. Every function is part of the transaction that the caller has
opened, unless it says otherwise.
"""

import json
import logging
from collections.abc import Iterable

import nacl.exceptions
from nacl.public import PrivateKey, SealedBox

from fieldapp.paths import KEYFILE
from fieldapp.store import custody, packs, settings
from fieldapp.store import mission as kept
from fieldapp.store.audit import Act, note
from fieldapp.store.errors import StoreError
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.custodians import trusted
from fieldapp.sync.members.membership import Card, read_card
from fieldapp.sync.members.register import Register, read_register
from fieldapp.sync.wire.feed import MEMBERS, id_of

_TO_JUDGE = "devices to judge anew"

log = logging.getLogger(__name__)


def card(workspace: Workspace) -> Card:
    """Return the card of the mission. There must be one."""
    return read_card(settings.read(workspace.db, "mission"))


def register_of(workspace: Workspace) -> Register:
    """Return what all documents that are kept here say. Reads only; needs a mission."""
    return read_register(card(workspace), packs.contents(workspace.db, MEMBERS))


def would_say(workspace: Workspace, more: Iterable[str]) -> Register:
    """Return what the documents would say together with these; keeps nothing."""
    documents = packs.contents(workspace.db, MEMBERS)
    documents |= {id_of(text.encode()): text.encode() for text in more}
    return read_register(card(workspace), documents)


def counts(workspace: Workspace, content: bytes) -> bool:
    """Say whether a document would count, together with all that are kept here."""
    entry = id_of(content)
    documents = packs.contents(workspace.db, MEMBERS) | {entry: content}
    return entry not in read_register(card(workspace), documents).refused


def keep(workspace: Workspace, texts: Iterable[str], device: str = "") -> None:
    """Keep documents, to travel on, and enter what follows; see `enter`.

    Args:
        device: The laptop that they are about, where they are about one.
    """
    for text in texts:
        content = text.encode()
        packs.keep(workspace.db, id_of(content), MEMBERS, device, content)
    enter(workspace)


def enter(workspace: Workspace) -> None:
    """Write what the documents say into the workspace, and set aside those that do not count.

    Of whom something changed is noted until `to_judge` asks for it.
    """
    register = register_of(workspace)
    changed = _enter_members(workspace, register)
    if changed:
        waiting = {*json.loads(settings.read(workspace.db, _TO_JUDGE, "[]")), *changed}
        settings.write(workspace.db, _TO_JUDGE, json.dumps(sorted(waiting)))
    _enter_keys(workspace, register)
    _enter_hub(workspace, register)
    _enter_custodians(workspace, register)
    at = workspace.wall().isoformat(timespec="seconds")
    aside = packs.aside(workspace.db)
    for entry in packs.contents(workspace.db, MEMBERS):
        reason = register.refused.get(entry)
        if reason is None:
            packs.take_up(workspace.db, entry)
        elif aside.get(entry) != reason:
            packs.set_aside(workspace.db, entry, reason, at)
            log.warning("Set document %s aside: %s", entry, reason)


def entrust(workspace: Workspace, register: Register) -> bool:
    """Write into the key file who can help this laptop, where it does not say so already.

    Returns:
        Whether the file was changed.

    Raises:
        StoreError: The key file cannot be read or written.
    """
    boxes = trusted(register.custodians, register.roster, workspace.device)
    changed = custody.entrust(
        workspace.folder / KEYFILE,
        workspace.key,
        workspace.device,
        boxes,
        workspace.around.random,
        workspace.around.disk,
    )
    if changed:
        note(workspace, Act.RECOVERY, detail={"step": "custodians", "count": len(boxes)})
        log.info("Split the key for %d custodians", len(boxes))
    return changed


def to_judge(workspace: Workspace) -> list[str]:
    """Return the devices of which something changed since this was last asked: their packs are to
    be judged anew."""
    devices: list[str] = json.loads(settings.read(workspace.db, _TO_JUDGE, "[]"))
    if devices:
        settings.write(workspace.db, _TO_JUDGE, "[]")
    return devices


def _enter_members(workspace: Workspace, register: Register) -> set[str]:
    before = kept.statements_by_device(workspace.db)
    after = {device: member.text for device, member in register.roster.members.items()}
    changed = {d for d in before.keys() | after.keys() if before.get(d) != after.get(d)}
    for device in changed:
        if device in after:
            kept.keep_statement(workspace.db, device, after[device])
        else:
            kept.forget_statement(workspace.db, device)
    return changed


def _enter_keys(workspace: Workspace, register: Register) -> None:
    box = SealedBox(workspace.box_key)
    for key in register.keys:
        sealed = key.sealed.get(workspace.device)
        if sealed is None or kept.is_on_ring(workspace.db, key.scope, key.epoch, key.public):
            continue
        try:
            private = box.decrypt(sealed)
        except nacl.exceptions.CryptoError:
            continue  # for a box key that this laptop no longer has
        if len(private) == len(key.public) and bytes(PrivateKey(private).public_key) == key.public:
            first = not kept.reads(workspace.db, key.scope)
            kept.put_on_ring(workspace.db, key.scope, key.epoch, key.public, private)
            if first:
                # Whoever could not read a scope has walked its feed without keeping it.
                packs.go_back(workspace.db, key.scope, 0)
    kept.set_scope_keys(workspace.db, register.chosen)


def _enter_custodians(workspace: Workspace, register: Register) -> None:
    if register.custodians is None:
        return  # without a list there never was one: documents do not go away
    try:
        entrust(workspace, register)
    except (StoreError, OSError) as error:
        # What others said is worth more than this; `recovery prepare` tells what is wrong.
        log.warning("The key could not be split for custodians: %s", type(error).__name__)


def _enter_hub(workspace: Workspace, register: Register) -> None:
    """Remember an address once: whoever typed another afterwards is not overruled again."""
    if register.hub is None or settings.read(workspace.db, "hub_notice") == register.hub.text:
        return
    settings.write(workspace.db, "hub_notice", register.hub.text)
    settings.write(workspace.db, "hub", register.hub.url)
    settings.write(workspace.db, "hub_pins", json.dumps(register.hub.pins))
