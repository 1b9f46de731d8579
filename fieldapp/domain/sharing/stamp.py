"""What every file that leaves the laptop says of itself: under what, when, until when, how far.

A file without an agreement is for the mission's own use: nothing restricted is in it, and nothing
of a record that is closed.
"""

from dataclasses import dataclass
from datetime import date

from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import RecordKind
from fieldapp.domain.sharing.terms import SharedRecords, Terms

OWN_USE = "own-use-only"
"""Stands where a shared row has the id of its agreement."""

NOT_TO_BE_PASSED_ON = "for the mission's own use, not to be passed on"
"""English in every file, as the names of columns are."""


@dataclass(frozen=True)
class Stamp:
    """Under what a file was made.

    Attributes:
        agreement: Its id, or `OWN_USE`.
        purpose: In the words of the agreement.
        shared_on: ISO day of the export.
        keep_until: The last day that it may be kept, ISO; "" where none was agreed.
        onward: It may be passed on.
    """

    agreement: str
    purpose: str
    shared_on: str
    keep_until: str = ""
    onward: bool = False


def stamp_for_partner(terms: Terms, day: date) -> Stamp:
    """Return what a file under an agreement says of itself."""
    return Stamp(
        terms.agreement, terms.purpose, day.isoformat(), terms.keep_until, onward=terms.onward
    )


def stamp_for_own_use(day: date) -> Stamp:
    """Return what a file without an agreement says of itself."""
    return Stamp(OWN_USE, NOT_TO_BE_PASSED_ON, day.isoformat())


def own_records(kind: RecordKind, ledger: Ledger) -> SharedRecords:
    """Return the records that a file for the mission's own use may hold.

    Of a closed record not even the row is there: that something grave was recorded, and when, is
    for those who read it here.

    Args:
        ledger: As it is seen at the door of such files.

    Raises:
        ValueError: A record was disclosed for something else.
    """
    found = ledger.of(kind.name)
    if any(record.door is not Door.EXPORT for record in found):
        raise ValueError("a file of one's own is made from what passes its door")
    records = tuple(record for record in found if record.values)
    whole = sum(not record.withheld for record in records)
    return SharedRecords(records, len(found) - whole)
