"""Making the tables of an export from a workspace: for the mission's own use, or for a partner.

What may leave is decided in `domain.sharing`, the form of the file in `exchange.records_table`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.sharing.coarse import ROWS_BESIDE
from fieldapp.domain.sharing.control import Told
from fieldapp.domain.sharing.counts import shared_counts
from fieldapp.domain.sharing.partner import NEEDED, partner_is_alleged
from fieldapp.domain.sharing.stamp import own_records, stamp_for_own_use, stamp_for_partner
from fieldapp.domain.sharing.terms import shared_records, terms_of
from fieldapp.exchange.records_table import SharedTable, table_of_counts, table_of_records
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.ledger import read_ledger
from fieldapp.store.newest import newest_day
from fieldapp.store.told import told_before
from fieldapp.store.workspace import Workspace


@dataclass(frozen=True)
class Ready:
    """A table that may leave.

    Attributes:
        withheld: Records that are left out or cut.
        smallest: No count below this may be in it; 0 for the mission's own use.
        alleged: The partner is said to have done what it would get figures of. Only whoever may
            read such allegations is told.
        told: What the partner will have been told of each month; `remember` it before the file is
            written. Empty where no counts leave.
    """

    table: SharedTable
    withheld: int
    smallest: int = 0
    alleged: bool = False
    told: Told = field(default_factory=dict)


def table_for_own_use(workspace: Workspace, kind: RecordKind) -> Ready:
    """Return what the mission may take along: nothing restricted, nothing of a closed record."""
    ledger = read_ledger(workspace, {"place", kind.name}, workspace.reader.at(Door.EXPORT))
    found = own_records(kind, ledger)
    fields = [each for each in kind.fields if each.level <= Level.TEAM]
    stamp = stamp_for_own_use(workspace.wall().date())
    table = table_of_records(kind, found.records, fields, ledger.areas, stamp)
    return Ready(table, found.withheld)


def table_for_partner(workspace: Workspace, kind: RecordKind, agreement: str) -> Ready:
    """Return what an agreement lets out of a kind today.

    Raises:
        NoSuchRecord: There is no such agreement.
        SharingRefused: Its subclasses say why.
    """
    ledger = read_ledger(workspace, _needed(kind), workspace.reader.at(Door.PARTNER))
    today = workspace.wall().date()
    signed = _agreement(ledger, agreement)
    terms = terms_of(signed, kind, today, ledger, newest_day(workspace))
    # Only whether it is so is told, and only to whoever could reveal it: nobody is shown who.
    rules = workspace.reader.at(Door.DASHBOARD).without_mask()
    alleged = partner_is_alleged(signed, kind, read_ledger(workspace, NEEDED, rules))
    stamp = stamp_for_partner(terms, today)
    if terms.counted_by:
        counts = shared_counts(terms, ledger, today, told_before(workspace, kind.name))
        table = table_of_counts(kind, counts, stamp)
        return Ready(table, counts.withheld, terms.smallest, alleged, counts.told)
    shared = shared_records(terms, ledger)
    table = table_of_records(kind, shared.records, terms.fields, ledger.areas, stamp)
    return Ready(table, shared.withheld, terms.smallest, alleged)


def kinds_of(workspace: Workspace, agreement: str) -> tuple[RecordKind, ...]:
    """Return the kinds that an agreement names and that can be shared, in the order of KINDS.

    Raises:
        NoSuchRecord: There is no such agreement.
    """
    ledger = read_ledger(workspace, ["agreement"], workspace.reader.at(Door.PARTNER))
    named = _agreement(ledger, agreement).values.get("kinds")
    # Under no agreement leaves what no agreement can name, whatever another laptop wrote there.
    codes: Iterable[str] = named if isinstance(named, tuple) else ()
    return tuple(kind for kind in KINDS.values() if kind.name in set(codes))


def _agreement(ledger: Ledger, agreement: str) -> Disclosed:
    for record in ledger.of("agreement"):
        if record.id == agreement:
            return record
    raise NoSuchRecord(kind="agreement", record=agreement)


def _needed(kind: RecordKind) -> set[str]:
    """Return the kinds that decide about this one: its parents name places that it does not, and
    rows can tell whether a figure may leave."""
    found = {"agreement", "limit", "place", kind.name, *ROWS_BESIDE.get(kind.name, ())}
    while kind.parent_kind and kind.parent_kind not in found:
        kind = KINDS[kind.parent_kind]
        found.add(kind.name)
    return found
