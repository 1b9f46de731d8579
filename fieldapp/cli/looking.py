"""What commands that look across records share: the ledger, the period, names and references.

Used by the commands that show figures and chains; what they show is worked out in `domain`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from fieldapp.cli.call import Call
from fieldapp.cli.opening import opened
from fieldapp.cli.paper_options import IsoDay
from fieldapp.cli.papers.places import BadPeriod, area_of
from fieldapp.domain.deciding.rights import Author
from fieldapp.domain.disclosure import Disclosed, Reader
from fieldapp.domain.figures.here import A_YEAR
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.ledger import Ledger, Ref
from fieldapp.store.ledger import read_ledger
from fieldapp.sync.mission import author_of

PLACE = click.option(
    "--place", metavar="PLACE", help="Only this place and what lies in it: p-code, id or name."
)
ON = click.option("--on", "day", type=IsoDay(), metavar="DAY", help="As of this day, not today.")
FROM = click.option("--from", "first", type=IsoDay(), help="First day. Default: a year before.")
TO = click.option("--to", "last", type=IsoDay(), help="Last day. Default: today.")


@dataclass(frozen=True)
class Looked:
    """What the officer of a workspace sees on a day."""

    ledger: Ledger
    today: date
    reader: Reader
    author: Author


def look(call: Call, day: date | None = None) -> Looked:
    """Open the workspace of the call and read its ledger, as of a day or of today."""
    with opened(call) as workspace:
        today, author = day or workspace.wall().date(), author_of(workspace)
        return Looked(read_ledger(workspace), today, workspace.reader, author)


def area(looked: Looked, wanted: str | None) -> str:
    """Return the area that somebody named, "" for the whole mission.

    Raises:
        UnknownPlace, SeveralPlaces: No record is of it, or the name is not enough.
    """
    return area_of(looked.ledger, wanted or "")


def period(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """Return the days to look at.

    Raises:
        BadPeriod: It would end before it begins.
    """
    end = last or today
    begin = first or end - A_YEAR
    if end < begin:
        raise BadPeriod
    return begin, end


def places(looked: Looked) -> Callable[[str], str]:
    """Return a function that gives the name of a place, its reference where it has none."""
    names = {str(p.values.get("pcode") or p.id): p.values for p in looked.ledger.of("place")}
    return lambda reference: str(names.get(reference, {}).get("name") or reference)


def title(call: Call, record: Disclosed) -> str:
    """Return what stands for a record in a list."""
    kind = kind_named(record.kind)
    shown = kind.field(kind.title).type.show(record.values.get(kind.title), call.language)
    return shown.splitlines()[0] if shown else call.text(kind.label)


def references(found: Iterable[Ref | Disclosed]) -> list[dict[str, Any]]:
    """Return records as a script goes on to them."""
    return [{"kind": each.kind, "id": each.id} for each in found]
