"""The audit log as a file that its laptop signs, and looking such a file over.

One line of JSON for each entry, the oldest first, and a signed document as the last line: whose log
it is, its first and last entry, and the hash of all lines before. Whoever looks it over holds it
against the membership and against every state of that log that its laptop has told of with a sync.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from fieldapp.language import N_
from fieldapp.store import audit
from fieldapp.store.audit import Entry, Head
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import BadDocument, NoSuchMember
from fieldapp.sync.members import signed
from fieldapp.sync.mission import card_of, members

AUDIT = "audit"
LARGEST_FILE = 200_000_000
"""Bytes; half a million entries have a hundred millions."""

_NAMES = ("n", "at", "who", "act", "kind", "record", "detail", "hash")


@dataclass(frozen=True)
class Verified:
    """What a file says, and what is wrong with it.

    Attributes:
        device, name: Of the laptop that signed it.
        left: It was taken out of the mission since.
        made_at: ISO 8601, UTC, by its own clock.
        entries: As they stand in it, the oldest first.
        told: How many states of the log, told of with earlier syncs, are known here.
        faults: Empty where the chain is whole and fits all that was told of it.
    """

    device: str
    name: str
    left: bool
    made_at: str
    entries: tuple[Entry, ...]
    told: int
    faults: tuple[str, ...]


def write_log(workspace: Workspace) -> bytes:
    """Return the whole audit log of this laptop as a signed file.

    Raises:
        NotInMission: Nobody knows the key that would sign it.
    """
    card = card_of(workspace)
    chain = audit.entries(workspace)[::-1]
    head = audit.head(workspace.db)
    body = b"".join(_line(entry) for entry in chain)
    made_at = datetime.fromtimestamp(workspace.around.wall_ms() / 1000, UTC)
    content = {
        "mission": card.id,
        "device": workspace.device,
        "made_at": made_at.isoformat(timespec="seconds"),
        "entry": head.n,
        "head": head.hash,
        "lines": _hash(body),
    }
    return body + signed.write(AUDIT, content, workspace.signing_key).encode() + b"\n"


def verify_log(workspace: Workspace, content: bytes) -> Verified:
    """Look over the audit log of a laptop of this mission.

    Raises:
        BadDocument, NewerDocument: It is none, somebody else signed it, or it was changed since.
        NoSuchMember: The laptop that it names was never in this mission.
        NotInMission: There is nothing to hold it against.
    """
    card = card_of(workspace)
    body, _, last = content.rstrip(b"\n").rpartition(b"\n")
    body = body + b"\n" if body else b""
    plain = signed.read(AUDIT, last)
    if plain.get("mission") != card.id:
        raise signed.bad(AUDIT, N_("of another mission"))
    device = signed.text_of(AUDIT, plain, "device", r"[0-9a-f]{16}")
    member = next((one for one in members(workspace) if one.device == device), None)
    if member is None:
        raise NoSuchMember(device=device)
    signed.check(AUDIT, plain, member.sign)
    if signed.text_of(AUDIT, plain, "lines", signed.HEX_32) != _hash(body):
        raise signed.bad(AUDIT, N_("changed since it was signed"))
    chain = [_entry(line) for line in body.splitlines()]
    n = plain.get("entry")
    if type(n) is not int:
        raise signed.bad(AUDIT, "entry")
    end = Head(n, signed.text_of(AUDIT, plain, "head", f"({signed.HEX_32})?"))
    told = audit.told_heads(workspace, device)
    return Verified(
        device=device,
        name=member.name,
        left=member.left,
        made_at=signed.text_of(AUDIT, plain, "made_at", r"[0-9T:+-]{10,40}"),
        entries=tuple(chain),
        told=len(told),
        faults=(*audit.faults(chain, end), *audit.unlike(chain, told)),
    )


def _line(entry: Entry) -> bytes:
    plain = json.dumps([getattr(entry, name) for name in _NAMES], ensure_ascii=False)
    return plain.encode() + b"\n"


def _entry(line: bytes) -> Entry:
    try:
        n, *texts = json.loads(line)
    except (ValueError, TypeError, RecursionError):
        raise _bad_line() from None
    if type(n) is not int or not _are_texts(texts):
        raise _bad_line()
    return Entry(n, *texts)


def _are_texts(found: Sequence[object]) -> bool:
    return len(found) == len(_NAMES) - 1 and all(isinstance(each, str) for each in found)


def _bad_line() -> BadDocument:
    return signed.bad(AUDIT, N_("an entry"))


def _hash(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=32).hexdigest()
