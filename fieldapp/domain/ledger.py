"""All that one reader may see, by kind: what the rules that look across records are given.

Rules take disclosed records and nothing else, so what they find says no more than its reader may
know. Reading records from a workspace is for `store`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fieldapp.domain.area import Areas
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS, rows_of
from fieldapp.domain.limits import Limits


@dataclass(frozen=True)
class Ref:
    """A record to go to."""

    kind: str
    id: str


def ref(record: Disclosed) -> Ref:
    """Return where the record is found."""
    return Ref(record.kind, record.id)


@dataclass(frozen=True)
class Ledger:
    """Disclosed records by kind; a kind that is absent has none."""

    records: Mapping[str, Sequence[Disclosed]]

    def of(self, kind: str) -> Sequence[Disclosed]:
        """Return the records of a kind."""
        return self.records.get(kind, ())

    def find(self, id: object) -> Disclosed | None:
        """Return the record of this id, or None."""
        return self._by_id.get(id) if isinstance(id, str) else None

    def rows(self, kind: str, parent: Disclosed) -> Sequence[Disclosed]:
        """Return the rows of a kind that belong to a record."""
        return self._rows.get((kind, parent.id), ())

    def place_of(self, record: Disclosed) -> str:
        """Return the place of a record, of its parent where it names none itself; else "".

        A place is at itself, not at what it lies in.
        """
        if record.kind == "place":
            return self.areas.place(record.id)
        own = self.areas.place(record.values.get("place"))
        kind = KINDS[record.kind]
        parent = self.find(record.values.get(kind.parent))
        # A link may name any record, even the one that it stands in.
        if own or parent is None or parent.kind != kind.parent_kind:
            return own
        return self.place_of(parent)

    @cached_property
    def areas(self) -> Areas:
        """Which place lies in which."""
        return Areas(self.of("place"))

    @cached_property
    def place_types(self) -> Mapping[str, object]:
        """What type each place is of, by the name that `areas` gives it."""
        return {self.areas.place(one.id): one.values.get("type") for one in by_id(self.of("place"))}

    @cached_property
    def limits(self) -> Limits:
        """The mission's own figures."""
        return Limits(self.of("limit"), self.areas)

    @cached_property
    def _by_id(self) -> Mapping[str, Disclosed]:
        return {record.id: record for rows in self.records.values() for record in rows}

    @cached_property
    def _rows(self) -> Mapping[tuple[str, str], Sequence[Disclosed]]:
        found: dict[tuple[str, str], list[Disclosed]] = {}
        for kind in KINDS.values():
            for row in self.of(kind.name) if kind.parent else ():
                parent = row.values.get(kind.parent)
                if isinstance(parent, str):
                    found.setdefault((kind.name, parent), []).append(row)
        return found


def by_id(records: Iterable[Disclosed]) -> list[Disclosed]:
    """Return the records in the order of their ids, the same however they came."""
    return sorted(records, key=lambda record: record.id)


def ledger_of(records: Iterable[Disclosed]) -> Ledger:
    """Sort disclosed records into a ledger."""
    found: dict[str, list[Disclosed]] = {}
    for record in records:
        found.setdefault(record.kind, []).append(record)
    return Ledger(found)


def all_rows(ledger: Ledger, record: Disclosed) -> dict[str, list[Disclosed]]:
    """Return every row of a record by its kind."""
    return {kind.name: list(ledger.rows(kind.name, record)) for kind in rows_of(KINDS[record.kind])}
