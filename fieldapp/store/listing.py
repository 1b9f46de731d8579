"""Which records of a kind a list shows, and in which order; made for a hundred thousand of them.

What narrows stands in the facets of the search index, what sorts in one index of the records, so
no record is read before it is shown. That still takes a tenth of a second there, so the window
asks in a task. What is found still goes through disclosure.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlite_utils import Database

from fieldapp.domain.disclosure import Reader
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.standing import standing_codes
from fieldapp.store import facets, journal, packs, search
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace


class By(StrEnum):
    """What a list is sorted by."""

    DAY = "day"
    SAID = "said"
    PLACE = "place"
    TITLE = "title"
    STATE = "state"


@dataclass(frozen=True)
class Order:
    """By what, and which end first. What has no answer to it comes last either way."""

    by: By = By.DAY
    descending: bool = True


NEWEST = Order()

FIRST = 500
"""Numbers read at once: ten screens, and as many as can be chosen together."""


@dataclass(frozen=True)
class Narrowed:
    """Which records of a kind are wanted. Empty parts do not narrow; all others must hold.

    Attributes:
        words: Every one must begin a word of the record that is shown to whoever asks.
        codes: Question to the codes of which one must be the answer.
        area: P-code or id of a place; whatever lies in it is wanted, too.
        since, until: The first and the last day.
        said_here: This laptop has said something of it.
        not_sent: Something of it is not on the hub yet.
    """

    kind: str
    words: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    area: str = ""
    since: str = ""
    until: str = ""
    said_here: bool = False
    clashing: bool = False
    not_sent: bool = False

    @property
    def narrows(self) -> bool:
        """Whether fewer than all are wanted."""
        return self != Narrowed(self.kind)


@dataclass(frozen=True)
class Numbers:
    """What a list shows, by the numbers of its records in their order.

    Attributes:
        first: As many as were asked for.
        wanted: How many there are.
        total: How many records of the kind there are, wanted or not.
    """

    first: Sequence[int]
    wanted: int
    total: int


def narrowing_fields(kind: RecordKind) -> tuple[str, ...]:
    """Return the questions that a list can be narrowed by, beside place and day."""
    return tuple(field.name for field in kind.fields if facets.has_facets(field))


def read_numbers(
    workspace: Workspace,
    narrowed: Narrowed,
    order: Order = NEWEST,
    places: Mapping[str, int] | None = None,
    limit: int = FIRST,
    reader: Reader | None = None,
) -> Numbers:
    """Return what a list shows.

    Args:
        places: Where each place stands among all by its name; needed where it sorts.
        reader: Who asks; None is the officer here.

    Raises:
        UnknownKind, UnknownField: ``narrowed`` names what does not exist.
    """
    kind = kind_named(narrowed.kind)
    who = reader or workspace.reader
    conditions, values = _conditions(workspace, kind, narrowed, who)
    sql = (
        f"SELECT n FROM record WHERE {' AND '.join(conditions)}"  # noqa: S608 - ours
        f" ORDER BY {_order(kind, order)} LIMIT ?"
    )
    with told(workspace.file):
        if order.by is By.PLACE:
            ranks = places or {}
            workspace.db.conn.create_function("place_rank", 1, ranks.get)
        rows = workspace.db.conn.execute(sql, [*values, limit])
        found = array("q", (row[0] for row in rows))
        total = _count(workspace.db, facets.facet(kind.name, facets.KIND, ""))
        wanted = len(found)
        if wanted == limit:
            wanted = _count_wanted(workspace, kind, narrowed, who) if narrowed.narrows else total
    return Numbers(found, wanted, total)


def _count_wanted(workspace: Workspace, kind: RecordKind, narrowed: Narrowed, who: Reader) -> int:
    beside = narrowed.since, narrowed.until, narrowed.area, narrowed.clashing, narrowed.not_sent
    if not any(beside) and not (narrowed.words and who.revealed):
        asked = [f"facets : {facets.facet(kind.name, facets.KIND, '')}"]
        asked += [search.in_words(narrowed.words, who)] if narrowed.words.strip() else []
        asked += _facets_asked(workspace, kind, narrowed, who)
        return _count(workspace.db, " AND ".join(asked))
    conditions, values = _conditions(workspace, kind, narrowed, who)
    sql = f"SELECT count(*) FROM record WHERE {' AND '.join(conditions)}"  # noqa: S608 - ours
    return int(workspace.db.conn.execute(sql, values).fetchone()[0])


def read_records(workspace: Workspace, numbers: Sequence[int]) -> list[Record]:
    """Return the records of these numbers in their order, but those that are gone meanwhile."""
    with told(workspace.file):
        rows = workspace.db.conn.execute(
            "SELECT id, kind, changed, body, n FROM record"
            " WHERE n IN (SELECT value FROM json_each(?)) AND gone = 0",
            [json.dumps([*numbers])],
        ).fetchall()
    found = {row[4]: journal.from_row(row) for row in rows}
    return [found[n] for n in numbers if n in found]


def count_codes(
    workspace: Workspace, kind: str, names: Sequence[str], reader: Reader | None = None
) -> dict[str, dict[str, int]]:
    """Return how many records have each code as their answer to these questions; codes that none
    has are left out."""
    declared, who = kind_named(kind), reader or workspace.reader
    counted: dict[str, dict[str, int]] = {}
    for name in names:
        found = {}
        for code in _codes(declared, name):
            if number := _facet_count(workspace, facets.facet(kind, name, code), who):
                found[code] = number
        counted[name] = found
    return counted


def places_within(workspace: Workspace, area: str) -> frozenset[str]:
    """Return how records name a place and all that lies in it: p-codes and ids."""
    with told(workspace.file):
        rows = workspace.db.conn.execute(
            "SELECT id, json_extract(body, '$.values.pcode'), spot FROM record"
            " WHERE kind = 'place' AND gone = 0"
        ).fetchall()
    found = {area, *(i for row in rows if area in row[:2] for i in row[:2] if i)}
    before = 0
    while len(found) > before:  # level by level; two that lie in each other end as well
        before = len(found)
        found |= {each for i, pcode, spot in rows if spot in found for each in (i, pcode) if each}
    return frozenset(found)


def is_small(workspace: Workspace, most: int) -> bool:
    """Say whether there are so few records of all kinds that any list is read in a blink."""
    with told(workspace.file):
        row = workspace.db.conn.execute("SELECT max(n) FROM record").fetchone()
    return int(row[0] or 0) <= most


def _codes(kind: RecordKind, name: str) -> Sequence[str]:
    codes = getattr(kind.field(name).type, "codes", None)
    return tuple(codes.labels) if codes is not None else ()


def _facet_count(workspace: Workspace, word: str, who: Reader) -> int:
    with told(workspace.file):
        return _count(workspace.db, _either(who, [word]))


def _count(db: Database, match: str) -> int:
    row = db.conn.execute("SELECT count(*) FROM search WHERE search MATCH ?", [match]).fetchone()
    return int(row[0])


def _either(who: Reader, found: Sequence[str]) -> str:
    """Return a query for one of these facets, as this reader may ask for them."""
    if who.clearance is Level.RESTRICTED and who.reads_all_scopes:
        found = [*found, *(facets.RESTRICTED + each[1:] for each in found)]
    return f"facets : ({' OR '.join(found)})"


def _conditions(
    workspace: Workspace, kind: RecordKind, narrowed: Narrowed, who: Reader
) -> tuple[list[str], list[object]]:
    conditions = ["kind = ?", "gone = 0"]
    values: list[object] = [kind.name]
    match = " AND ".join(_facets_asked(workspace, kind, narrowed, who))
    if narrowed.words.strip():
        sql, asked = search.numbers(narrowed.words, who, match)
        conditions.append(f"n IN ({sql})")
        values += asked
    elif match:
        conditions.append("n IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(match)
    for sign, day in ((">=", narrowed.since), ("<=", narrowed.until)):
        if day:
            conditions.append(f"day {sign} ?")
            values.append(day)
    if narrowed.area:
        conditions.append("spot IN (SELECT value FROM json_each(?))")
        values.append(json.dumps([*places_within(workspace, narrowed.area)]))
    if narrowed.clashing:
        conditions.append("n IN (SELECT n FROM record WHERE clashing > 0)")
    if narrowed.not_sent:
        conditions.append(
            "n IN (SELECT n FROM record WHERE id IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(packs.ids_not_sent(workspace.db)))
    return conditions, values


def _facets_asked(
    workspace: Workspace, kind: RecordKind, narrowed: Narrowed, who: Reader
) -> list[str]:
    """Return the questions to the facets of the search index, all of which must hold."""
    asked = []
    for name, codes in narrowed.codes.items():
        kind.field(name)
        asked.append(_either(who, [facets.facet(kind.name, name, code) for code in codes]))
    if narrowed.since or narrowed.until:  # the day of a record that shows none tells nothing
        asked.append(_either(who, [facets.facet(kind.name, facets.DAY, "")]))
    if narrowed.said_here:
        own = facets.facet(kind.name, facets.DEVICE, workspace.device)
        asked.append(f"facets : {own}")
    return asked


def _order(kind: RecordKind, order: Order) -> str:
    way = "DESC" if order.descending else "ASC"
    if order.by is By.DAY:
        last = "" if order.descending else " NULLS LAST"
        return f"day {way}{last}, changed {way}"
    if order.by is By.SAID:
        return f"changed {way}"
    codes = standing_codes(kind)
    key = {By.PLACE: "place_rank(spot)", By.TITLE: "title", By.STATE: _rank("state", codes)}
    return f"{key[order.by]} {way} NULLS LAST, day DESC, changed DESC"


def _rank(column: str, codes: Sequence[str]) -> str:
    """Return an expression for where a code stands in its list; a mission's own come last."""
    cases = " ".join(f"WHEN '{code}' THEN {n}" for n, code in enumerate(codes))
    return f"CASE {column} {cases} ELSE {column} END" if cases else column
