"""Records that are kept from a member who reads their scope: complaints about one of us.

Such a record has a key of its own. Its restricted answers are sealed to that key instead of the
scope's, and the private key to the laptop of each remaining reader, one box for each: a member who
is not among them can open the pack, but not the fact, now or later. Boxes bear no names and dummies
fill them up, so that whoever has no box cannot tell who has one.

The public key is told in the team's scope, so that a later author who can read nothing of the
record keeps its next answers from the same member. It tells that a member of the mission is
complained about, not whom. Every such fact goes to both scopes in confidence alike, because their
readers may be of either one, and a choice would tell who was left out; `Fact.twin` ties the two.

Where two authors named two members without knowing of each other there are two keys, and what
follows is sealed to both, one within the other: nobody reads it who was left out by either.
"""

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlite_utils import Database

from fieldapp.domain.fact import BadFact, Fact, values_from_json
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.domain.scope import CONFIDENTIAL, FOUNDER, RESTRICTED, confided_to
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import mission as kept
from fieldapp.store import seal, settings
from fieldapp.store.mission import Holder

_BOXES = 8
"""The number of boxes is a multiple of this."""

_STEP = 256
"""Bytes. So is the size of what is sealed: who has no box sees how long it is."""


Random = Callable[[int], bytes]


class NotAMember(WrongUse):
    """A name that no member has; or this laptop has not heard of them yet."""

    text = N_("No member of the mission that this laptop knows of has this name.")
    remedy = N_(
        "Take the name as the list of members has it, after a sync. Of anybody else write in what "
        "was said, and leave this question out."
    )


class SeveralOfThisName(WrongUse):
    """Nobody can tell from here whether they are one person's laptops or several people's."""

    text = N_("{count} laptops of members bear this name; the record is kept from all of them.")


class NobodyLeft(WrongUse):
    """Everybody who could read the complaint is whom it is about."""

    text = N_("Nobody who reads complaints would be left to read this one. Nothing was saved.")
    remedy = N_(
        "Write it on paper and give it to the mission's headquarters on another way, not through "
        "this mission's laptops."
    )


@dataclass(frozen=True)
class Closing:
    """How the restricted answers of one save are sealed.

    Attributes:
        keys: The record's public keys, 64 hex digits each.
        new: Those of them that nobody has told the team of.
        boxes: Private keys for the laptops of readers.
        scopes: All the scopes in confidence that the mission has a key for.
    """

    keys: tuple[str, ...]
    new: tuple[str, ...]
    boxes: tuple[str, ...]
    scopes: tuple[str, ...]


def told(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the own public keys of the record that these facts are about."""
    return tuple(sorted({key for fact in facts for key in fact.own}))


def is_called(name: str, other: str) -> bool:
    """Say whether two names are the same but for case, spaces, marks and accents."""
    return bool(_bare(name)) and _bare(name) == _bare(other)


def _bare(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]", "", "".join(s for s in plain if not unicodedata.combining(s)))


def named(db: Database, name: str) -> list[Holder]:
    """Return the laptops of everybody of this name, also who left; several people may share it."""
    return [holder for holder in kept.holders(db) if is_called(holder.name, name)]


def remaining(
    db: Database, kind: RecordKind, values: Values, names: Collection[str]
) -> list[Holder]:
    """Return who may read the restricted answers of a record that is kept from these people.

    Where nobody of the scope is left but the founder, who cannot be the only one to know, the other
    scope's readers are asked.
    """
    scope = seal.target(db, confided_to(kind, values))
    free = [h for h in kept.holders(db) if not any(is_called(h.name, name) for name in names)]
    left = [h for h in free if scope in h.reads]
    if all(h.role == FOUNDER for h in left):
        left = [h for h in free if not h.reads.isdisjoint(CONFIDENTIAL)]
    return left


def names_in(kind: RecordKind, facts: Iterable[Fact]) -> tuple[set[str], bool]:
    """Return the names that a record was ever kept from, as far as they can be read here, and
    whether these are all of them."""
    facts = [fact for fact in facts if kind.kept_from in fact.base]
    said = (fact.values.get(kind.kept_from) for fact in facts)
    names = {name for name in said if isinstance(name, str) and name}
    return names, not any(fact.sealed for fact in facts)


def look(db: Database, kind: RecordKind, values: Values) -> None:
    """Make sure that a record with these answers can be kept from the member whom it names.

    Raises:
        NotAMember, NobodyLeft: It cannot.
    """
    name = values.get(kind.kept_from) if kind.kept_from else None
    if not isinstance(name, str) or not name:
        return
    # Outside a mission there are no members, and nothing could keep the answers from them later.
    if not seal.has_keys(db) or not named(db, name):
        raise NotAMember
    if not remaining(db, kind, values, [name]):
        raise NobodyLeft


def closing(
    db: Database, random: Random, kind: RecordKind, facts: Sequence[Fact], after: Values,
    changed: Values,
) -> Closing | None:  # fmt: skip
    """Return how to seal what is written about a record now; None where the scope's key does.

    Args:
        facts: All about the record, opened as far as may be.
        after, changed: Its answers after this save, and those that it writes.

    Raises:
        NotAMember, NobodyLeft: As `look` says.
    """
    known = told(facts)
    name = changed.get(kind.kept_from) if kind.kept_from else None
    if not (known or name):
        return None
    names, all_of_them = names_in(kind, facts)
    names |= {name} if isinstance(name, str) else set()
    held = privates(db, facts) if all_of_them else {}
    new = b""
    if name:
        look(db, kind, after)
        new = random(32)
        held = {**held, _public(new): new}
    readers = remaining(db, kind, after, names) if held else []
    if name and not readers:
        raise NobodyLeft
    announced = (_public(new),) if new else ()
    return Closing(
        keys=tuple(sorted({*known, *announced})),
        new=announced,
        boxes=_boxes(random, held.values(), readers) if readers else (),
        scopes=tuple(s for s in CONFIDENTIAL if s == RESTRICTED or seal.public_key(db, s)),
    )


def _public(private: bytes) -> str:
    return bytes(PrivateKey(private).public_key).hex()


def _boxes(
    random: Random, private_keys: Iterable[bytes], readers: Sequence[Holder]
) -> tuple[str, ...]:
    """Seal each key to each reader, and fill up with what nobody can open."""
    boxes = [
        SealedBox(PublicKey(reader.box)).encrypt(key) for key in private_keys for reader in readers
    ]
    while len(boxes) % _BOXES:
        nobody = PrivateKey(random(32)).public_key
        boxes.append(SealedBox(nobody).encrypt(random(32)))
    # A box begins with a random key, so that their order says nothing.
    return tuple(sorted(base64.b64encode(box).decode() for box in boxes))


def privates(db: Database, facts: Iterable[Fact]) -> dict[str, bytes]:
    """Return the private keys, by the public one, that a record's facts hold for this laptop."""
    boxes = {box for fact in facts for box in fact.boxes}
    if not boxes:
        return {}
    mine = SealedBox(PrivateKey(bytes.fromhex(settings.read(db, "box_key"))))
    found = {}
    for box in boxes:
        try:
            private = mine.decrypt(base64.b64decode(box))
        except (nacl.exceptions.CryptoError, ValueError):
            continue
        if len(private) == PrivateKey.SIZE:
            found[_public(private)] = private
    return found


def sealed(fact: Fact, closing: Closing) -> Fact:
    """Return the fact with its values sealed to the record's own keys."""
    content = json.dumps(dict(fact.values), ensure_ascii=False, sort_keys=True).encode()
    content += b" " * (-len(content) % _STEP)
    for key in closing.keys:
        content = SealedBox(PublicKey(bytes.fromhex(key))).encrypt(content)
    text = base64.b64encode(content).decode()
    return replace(fact, values={}, sealed=text, own=closing.keys, boxes=closing.boxes)


def tied(facts: Sequence[Fact]) -> list[Fact]:
    """Return facts that say the same in several scopes, each with the next as its twin."""
    if len(facts) < 2:
        return list(facts)
    return [replace(fact, twin=facts[n - 1].id) for n, fact in enumerate(facts)]


def opened(fact: Fact, private: Mapping[str, bytes]) -> Fact:
    """Return the fact with its values, if this laptop has every key of it, or else as it is."""
    if not fact.sealed or not private.keys() >= set(fact.own):
        return fact
    try:
        content = base64.b64decode(fact.sealed, validate=True)
        for key in reversed(fact.own):
            content = SealedBox(PrivateKey(private[key])).decrypt(content)
        plain = json.loads(content)
        if isinstance(plain, dict) and set(plain) == set(fact.base):
            return replace(fact, values=values_from_json(plain), sealed="")
    except (nacl.exceptions.CryptoError, ValueError, BadFact, RecursionError):
        pass
    return fact
