"""The account of a sync: what it did, in records, because that is what people know.

The last one is kept in the workspace, in ids and counts only, so that it can be seen later. Titles
are looked up when somebody looks, as far as that reader may see them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from fieldapp.language import N_
from fieldapp.store import packs, settings
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace

CLOCK_MATTERS_S = 5 * 60
"""Seconds by which a clock may be off before people are told: a hub refuses older requests."""

KEPT_IDS = 500
"""Ids of one sort that are kept for later; the counts stay whole."""

_LAST = "last sync"

UNUSED: Mapping[str, str] = {
    N_("its author is not known as a member"): N_(
        "It is taken up by itself once the author's membership arrives."
    ),
    N_("a newer fieldapp made it"): N_("Update fieldapp on this laptop, then sync again."),
    N_("this laptop has no key for it"): N_(
        "Ask the mission's administrator whether this laptop should read it."
    ),
    N_("its author may not write there"): N_(
        "Ask the mission's administrator what this laptop may write."
    ),
}
"""Why a pack is set aside, and what to do about it, where more helps than telling somebody."""

DOUBLED = N_(
    "This laptop was set back to an earlier copy, or somebody works with a copy of it. Everything"
    " is kept. If it is a copy, stop using one of the two and tell the administrator of the"
    " mission."
)
"""What a person is told whose laptop is there twice."""

TELL = N_("Tell the administrator which laptop it came from.")


@dataclass(frozen=True)
class Held:
    """A pack that the hub did not take.

    Attributes:
        reason: The hub's code; the words for it are `refusals.REFUSALS`.
        records: What it is about.
    """

    pack: str
    reason: str
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """A pack that cannot be used yet.

    Attributes:
        reason: A text for the translators.
        at: When it was set aside, ISO 8601.
        device: The laptop that it says it came from; empty where it does not even say that.
        name: What the mission calls that laptop's officer; empty where nobody knows it.
    """

    pack: str
    reason: str
    at: str
    device: str = ""
    name: str = ""

    @property
    def what_to_do(self) -> str:
        """What helps, as a text for the translators."""
        return UNUSED.get(self.reason, TELL)


@dataclass(frozen=True)
class Account:
    """What a round did.

    Attributes:
        sent: Records of which something of ours reached the hub for the first time.
        received: Records that others added or changed.
        changed: Those of them that were known here before.
        clashes: Those of them on which answers clash now.
        held: Records of which something is still only here.
        quarantined: Packs set aside because they cannot be used, in all.
        missing: Packs that were left out: their authors name them, and the hub did not send them.
        carried: Packs that are carried for others: the hub is not proven to have them yet, in all.
        bytes_up, bytes_down: Of requests and replies, without HTTP's own lines.
        clock_off: Seconds by which the hub's clock is ahead of the laptop's.
        received_ids, clash_ids, sent_ids, changed_ids, held_ids: The records themselves.
        refused: What the hub did not take, with its reason.
        set_aside: The packs that are quarantined, with the reason.
        missing_ids: The packs that were left out.
        hub: Its name.
        at: When the round ended, ISO 8601 with offset.
        whole: Both sides had the same at the end; else it was cut or stopped, and goes on later.
        backup: Name of the copy that was made before anything was taken over; may be empty.
        no_room: No copy was made, because the disk has too little room for one.
        doubled: Another laptop works under the keys of this one, or this one was set back.
        photos_sent, photos_received: Photographs that have become whole on the other side.
        photos_missing: Photographs whose record is here and of which something is not.
        photos_waiting: Photographs of which something is still only here.
        photos_stopped: Why they wait although the round went well (`chunks.STOPPED`); "" if not.
    """

    sent: int
    received: int
    changed: int
    clashes: int
    held: int
    quarantined: int
    missing: int
    seconds: float
    bytes_up: int
    bytes_down: int
    clock_off: int
    received_ids: tuple[str, ...]
    clash_ids: tuple[str, ...]
    sent_ids: tuple[str, ...] = ()
    changed_ids: tuple[str, ...] = ()
    held_ids: tuple[str, ...] = ()
    refused: tuple[Held, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    missing_ids: tuple[str, ...] = ()
    hub: str = field(default="")
    at: str = field(default="")
    whole: bool = field(default=True)
    backup: str = field(default="")
    no_room: bool = field(default=False)
    carried: int = 0
    doubled: bool = False
    photos_sent: int = 0
    photos_received: int = 0
    photos_missing: int = 0
    photos_waiting: int = 0
    photos_stopped: str = ""

    @property
    def clock_is_off(self) -> bool:
        """Whether the laptop's clock is so wrong that people should set it."""
        return abs(self.clock_off) > CLOCK_MATTERS_S


def packs_set_aside(workspace: Workspace, names: Mapping[str, str]) -> tuple[SetAside, ...]:
    """Return the packs that cannot be used now. ``names`` are the officers by their device."""
    return tuple(
        SetAside(each.pack, each.reason, each.at, each.device, names.get(each.device, ""))
        for each in packs.set_aside_now(workspace.db)
    )


def keep_last(workspace: Workspace, account: Account) -> None:
    """Keep the account as that of the last sync; part of the transaction that is open."""
    plain = {
        name: value[:KEPT_IDS] if isinstance(value, tuple) else value
        for name, value in asdict(account).items()
    }
    settings.write(workspace.db, _LAST, json.dumps(plain))


def last(workspace: Workspace) -> Account | None:
    """Return the account of the last sync of this workspace; None before the first."""
    with told(workspace.file):
        plain: dict[str, Any] = json.loads(settings.read(workspace.db, _LAST, "{}"))
    if not plain:
        return None
    known = {name: _value(plain[name]) for name in Account.__dataclass_fields__ if name in plain}
    known["refused"] = _each(Held, plain.get("refused", ()))
    known["set_aside"] = _each(SetAside, plain.get("set_aside", ()))
    return Account(**known)


def _each(kind: type, rows: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
    # Whatever a later version keeps beside these is passed over.
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return tuple(kind(**{n: _value(row[n]) for n in names if n in row}) for row in rows)


def _value(plain: Any) -> Any:
    return tuple(plain) if isinstance(plain, list) else plain
