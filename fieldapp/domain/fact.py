"""A fact: one save, as its author made it, for ever. Records are worked out from facts.

Changing a record adds a fact; nothing is overwritten. Sealing and sending facts is for `sync`,
keeping them for `store`.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.schema import Values
from fieldapp.errors import UserError
from fieldapp.language import N_

DELETED = "deleted"
"""Stands among the values like a field: the reason why a record was taken out, or None."""

RESERVED = frozenset({"id", "kind", DELETED})
"""Names that no field may have."""

_LARGEST = 2**63 - 1
"""Of a number that a database keeps exactly. More than any field takes."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_ID = re.compile(r"[0-9a-f]{32}").fullmatch
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}").fullmatch
_HALF = re.compile(r"[\ud800-\udfff]").search
_SEALED = re.compile(r"[A-Za-z0-9+/=]*").fullmatch
_KEY = re.compile(r"[0-9a-f]{64}").fullmatch
_BOX = re.compile(r"[A-Za-z0-9+/]{107}=").fullmatch
_MOST_KEYS, _MOST_BOXES = 256, 4096
_RULE = re.compile(r"[a-z0-9:_-]{0,60}").fullmatch
_TEXTS: tuple[tuple[str, Callable[[str], re.Match[str] | None]], ...] = (
    ("id", _ID),
    ("save", _ID),
    ("record", re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}").fullmatch),
    ("kind", _NAME),
    ("scope", re.compile(r"[A-Za-z0-9_./-]{1,100}").fullmatch),
    ("time", re.compile(r"[0-9a-f]{24}").fullmatch),
    ("wall", re.compile(r"[0-9T:+.Z-]{10,40}").fullmatch),
    ("device", re.compile(r"[0-9a-f]{8,64}").fullmatch),
    ("author", re.compile(r"[^\ud800-\udfff]{0,200}").fullmatch),
    ("app", re.compile(r"[0-9a-zA-Z.+-]{1,40}").fullmatch),
)


class BadFact(UserError):
    """Bytes that are no fact: made by something else, or damaged."""

    text = N_("A received entry cannot be read ({what}).")
    remedy = N_("It was set aside. Tell the administrator which laptop it came from.")


@dataclass(frozen=True)
class Fact:
    """What one author changed in one record, in one scope.

    Attributes:
        id: 32 hexadecimal digits, random: two laptops that make the same edit make two facts.
        save: The same for all facts of one save; a pack never splits a save.
        values: The changed fields only; empty where ``sealed`` holds them.
        base: For each changed field, the ids of the facts whose value the author saw.
        time: Of the author's `Clock`.
        wall: The author's wall clock for people, ISO 8601 with offset from UTC.
        author, device: Name of the member and id of the laptop.
        app: Version of fieldapp that wrote it.
        sealed: Values sealed to the scope's readers, base64, where the author may not read them.
        rule: By which rule many clashes were settled at once; empty where a person looked at this
            one. Versions before 0.3 pass over it.
        own: The record's own public keys, where it is kept from a member who reads its scope. In
            confidence ``sealed`` is sealed to all of them, and nobody opens it with the scope's
            key; in the team's scope they are only told, for whoever writes next. See `store.apart`.
        boxes: Private keys of ``own``, each sealed to the laptop of a reader, and others that
            nobody can open, so that their number tells nothing.
        twin: The fact that says the same in the other scope of confidence. Versions before 0.4
            pass over all three.
    """

    id: str
    save: str
    record: str
    kind: str
    scope: str
    values: Values
    base: Mapping[str, tuple[str, ...]]
    time: str
    wall: str
    author: str
    device: str
    app: str
    sealed: str = field(default="")
    rule: str = field(default="")
    own: tuple[str, ...] = field(default=())
    boxes: tuple[str, ...] = field(default=())
    twin: str = field(default="")

    @property
    def names(self) -> tuple[str, ...]:
        """Fields that it sets; also of a sealed fact, whose base always names them."""
        return tuple(self.base)


def to_json(fact: Fact) -> str:
    """Write a fact as one line of JSON with sorted keys: the same fact gives the same bytes."""
    plain = {
        "id": fact.id,
        "save": fact.save,
        "record": fact.record,
        "kind": fact.kind,
        "scope": fact.scope,
        "values": dict(fact.values),
        "base": {name: list(ids) for name, ids in fact.base.items()},
        "time": fact.time,
        "wall": fact.wall,
        "author": fact.author,
        "device": fact.device,
        "app": fact.app,
    }
    if fact.sealed:
        plain["sealed"] = fact.sealed
    if fact.rule:
        plain["rule"] = fact.rule
    if fact.own:
        plain["own"] = list(fact.own)
    if fact.boxes:
        plain["for"] = list(fact.boxes)
    if fact.twin:
        plain["twin"] = fact.twin
    return _encode(plain)


def from_json(line: str) -> Fact:
    """Read a fact and look at every part of it, because it may come from anywhere.

    Keys that this version does not know are passed over here; whoever keeps the line keeps them.

    Raises:
        BadFact: It is not one.
    """
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        raise BadFact(what="JSON") from None
    if not isinstance(plain, dict):
        raise BadFact(what="object")
    texts = {name: _matching(plain, name, matches) for name, matches in _TEXTS}
    sealed = plain.get("sealed", "")
    if not isinstance(sealed, str) or not _SEALED(sealed):
        raise BadFact(what="sealed")
    rule = plain.get("rule", "")
    if not isinstance(rule, str) or not _RULE(rule):
        raise BadFact(what="rule")
    values, base = plain.get("values"), plain.get("base")
    if not isinstance(values, dict) or not isinstance(base, dict):
        raise BadFact(what="values")
    kept = values_from_json(values)
    if kept if sealed else kept.keys() != base.keys():
        raise BadFact(what="base")
    own = _list(plain, "own", _KEY, _MOST_KEYS) if "own" in plain else ()
    boxes = _list(plain, "for", _BOX, _MOST_BOXES) if "for" in plain else ()
    twin = _matching(plain, "twin", _ID) if "twin" in plain else ""
    return Fact(
        **texts, values=kept, base=_bases(base), sealed=sealed, rule=rule, own=own, boxes=boxes,
        twin=twin,
    )  # fmt: skip


def values_from_json(plain: Mapping[str, Any]) -> dict[str, Value]:
    """Turn JSON's lists into tuples and refuse what no field can hold.

    Raises:
        BadFact: A name is none, or a value is neither plain nor a list of texts.
    """
    kept = dict(plain)
    for name, value in plain.items():
        if not _is_name(name):
            raise BadFact(what="name")
        if isinstance(value, list) and all(map(_is_text, value)):
            kept[name] = tuple(value)
        elif not (_is_text(value) or value is None or isinstance(value, bool) or _is_number(value)):
            raise BadFact(what="value")
    return kept


@lru_cache(maxsize=4096)
def _is_name(name: str) -> bool:
    """Say whether a field can be called so; the same few hundred names come again and again."""
    return _NAME(name) is not None


def _is_text(value: object) -> bool:
    """Say whether it is text that can be written: JSON can spell halves of a character."""
    return isinstance(value, str) and (value.isascii() or not _HALF(value))


def _is_number(value: object) -> bool:
    """Say whether it is a number; Python reads NaN and Infinity as JSON, nothing else does."""
    return isinstance(value, int | float) and -_LARGEST <= value <= _LARGEST


def _matching(
    plain: dict[str, Any], name: str, matches: Callable[[str], re.Match[str] | None]
) -> str:
    text = plain.get(name)
    if not isinstance(text, str) or not matches(text):
        raise BadFact(what=name)
    return text


def _list(
    plain: dict[str, Any], name: str, matches: Callable[[str], re.Match[str] | None], most: int
) -> tuple[str, ...]:
    found = plain[name]
    if not isinstance(found, list) or len(found) > most:
        raise BadFact(what=name)
    if not all(isinstance(text, str) and matches(text) for text in found):
        raise BadFact(what=name)
    return tuple(found)


def _bases(plain: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    for name, ids in plain.items():
        if not _is_name(name) or not isinstance(ids, list):
            raise BadFact(what="base")
        for seen in ids:
            if not isinstance(seen, str) or not _ID(seen):
                raise BadFact(what="base")
    return {name: tuple(ids) if ids else () for name, ids in plain.items()}
