"""Disclosed records for tests of rules that look across records, made as the real thing is made.

Answers come in through `take_in` and leave through `disclose`. Nothing here asserts what a rule
should find.
"""

import itertools

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level

PROTECTION = Reader("Amina Teyo", Level.RESTRICTED)
OFFICER = Reader("Josef Kall", Level.TEAM)

_numbers = itertools.count(1)


def seen(kind: str, id: str = "", reader: Reader = PROTECTION, **answers: object) -> Disclosed:
    """Return what a reader sees of a record with these answers; the id is made up where not given.

    A field that is called like an argument here, or like a word of Python, comes in as
    ``**{"kind": ...}``.
    """
    intake = take_in(KINDS[kind], answers)
    assert not intake.problems, [(p.field, str(p.error)) for p in intake.problems]
    return disclose(Record(kind, id or f"{kind}-{next(_numbers)}", intake.values), reader)


def ledger(*records: Disclosed) -> Ledger:
    """Return a ledger that holds these records."""
    return ledger_of(records)
