"""Invented records to measure with: as long and as hard to compress as what officers write.

Decisions and joint reviews in turn, every field answered: 21 and 23 fields, 1.2 kB of JSON a
record, which zlib 6 shrinks about three times. Nothing in them is restricted, so a record is one
fact. The same seed gives the same answers.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta

from fieldapp.domain.fieldtypes import (
    Choice,
    Choices,
    Currency,
    Day,
    FieldType,
    Link,
    Number,
    PlaceRef,
    Text,
    Value,
    Whole,
    codes_of,
)
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Values
from fieldapp.store.records import Change

KINDS = ("decision", "joint_review")
EDITED = {"decision": "reason", "joint_review": "remarks"}
"""The field of each kind that an edit changes."""

_TALK = """
the of and to a in that for on was with they is by it from at be not as this who had were will
council women road water pump school roof herders youth market river rains season well chief clinic
meeting said asked promised agreed refused wanted before after until because without between village
farmers fields harvest cattle route guards night children teachers books desks benches bricks cement
sand lorry driver fuel budget money paid owed delivered broken mended built planted cleared measured
north south east west upper lower old new second third first last two three seven twelve thirty many
few all none nobody everybody elders widows traders millers fishers boats nets bridge culvert ditch
fence gate store seeds tools medicine nurse midwife dispute land border stones map list names letter
radio loudspeaker interpreter visit report copy signature complaint answer delay reason flood storm
drought locusts fire theft threat shots patrol escort camp return displaced families tents food
sugar salt oil soap blankets jerrycans solar panel battery cable pipe valve tap tank treasurer
secretary guard key lock cupboard receipt quarter week month tomorrow yesterday morning evening
"""
_WORDS = _TALK.split()
_SYLLABLES = (
    "ba",
    "do",
    "fa",
    "gu",
    "ka",
    "la",
    "ma",
    "ne",
    "ro",
    "so",
    "ta",
    "wi",
    "ya",
    "zu",
    "lo",
    "mi",
)


def changes(count: int, seed: int) -> Iterator[Change]:
    """Go through new records, ready to be saved."""
    dice = random.Random(seed)  # noqa: S311 - invented answers, no secrets
    others = [_an_id(dice) for _ in range(50)]
    for n in range(count):
        kind = KINDS[n % len(KINDS)]
        yield Change(kind, _answers(kind, dice, others))


def edit(kind: str, record: str, seed: int) -> Change:
    """Return a change of one answer of a record that is there."""
    dice = random.Random(seed)  # noqa: S311 - as above
    return Change(kind, {EDITED[kind]: _sentence(dice, 12)}, record)


def other_code(record: Record, name: str, seed: int) -> Change:
    """Return a change of an answer that is one code of a list to another code."""
    known = codes_of(kind_named(record.kind).field(name).type)
    assert known is not None
    codes = [code for code in known.labels if code != record.values.get(name)]
    return Change(record.kind, {name: codes[seed % len(codes)]}, record.id)


def _answers(kind: str, dice: random.Random, others: list[str]) -> Values:
    return {field.name: _answer(field.type, dice, others) for field in kind_named(kind).fields}


def _answer(type: FieldType, dice: random.Random, others: list[str]) -> Value:
    match type:
        case Text():
            return _sentence(dice, 20 if type.lines > 1 else 7)
        case Day():
            return (date(2024, 1, 1) + timedelta(days=dice.randrange(1000))).isoformat()
        case Whole():
            return dice.randint(type.least, min(type.most, type.least + 400))
        case Number():
            return round(dice.uniform(10, 90_000), 2)
        case Choice():
            return dice.choice(list(type.codes.labels))
        case Choices():
            chosen = dice.sample(list(type.codes.labels), 2)
            return tuple(code for code in type.codes.labels if code in chosen)
        case Currency():
            return dice.choice(("USD", "SSP", "XOF"))
        case PlaceRef():
            return f"XX{dice.randrange(100):02}{dice.randrange(40):02}"
        case Link():
            return dice.choice(others)
        case _:
            return dice.random() < 0.5


def _sentence(dice: random.Random, words: int) -> str:
    said = [dice.choice(_WORDS) for _ in range(words)]
    for _ in range(0, words, 4):  # names and amounts, which nothing before has said
        said[dice.randrange(words)] = "".join(dice.choices(_SYLLABLES, k=3)).title()
        said[dice.randrange(words)] = str(dice.randrange(5000))
    return " ".join(said) + "."


def _an_id(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))
