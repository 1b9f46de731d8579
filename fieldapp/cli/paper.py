"""Making the council's paper from a workspace: which place is meant, what the community may see.

What stands on the paper is for `domain.council`, how it looks for `reports`. Stores nothing.
"""

import difflib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.council import KINDS_ON_PAPER, PaperNeeds, Period, council_paper
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.errors import WrongUse
from fieldapp.language import N_, Language
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn

SLIPS = 2
"""Anonymous slips to tear off. Their codes are kept nowhere: only who holds a slip has its code."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Nobody mistakes one of these for another, on paper or on the telephone."""


class UnknownPlace(WrongUse):
    """A place that no record tells of."""

    text = N_("There is no place {place} here.")
    remedy = N_("Give a p-code, an id or a name. Near to it: {near}.")


class SeveralPlaces(WrongUse):
    """A name that several places have."""

    text = N_("Several places are called {place}.")
    remedy = N_("Give the p-code or the id of one: {known}.")


class BadPeriod(WrongUse):
    """A period that ends before it begins."""

    text = N_("The period ends before it begins.")
    remedy = N_("Give the first day with --from and the last with --to.")


@dataclass(frozen=True)
class Made:
    """A paper that was written; ``withheld`` counts what was left out to protect people.

    Attributes:
        place: Id of the place it is about; empty where it is about a record.
    """

    file: Path
    code: str
    pages: int
    withheld: int
    place: str = ""


def make_joint_review(
    workspace: Workspace, place: str, first: date, last: date, language: Language, file: Path
) -> Made:
    """Write the paper of one place and period.

    Args:
        place: P-code, id or name.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod: As they say.
        OSError: The file cannot be written.
    """
    from fieldapp.reports.page import write_drawn

    drawn, needs, withheld, where = _draw(workspace, place, first, last, language)
    write_drawn(drawn, file)
    return Made(file, needs.code, drawn.pages, withheld, where)


def draw_for_preview(
    workspace: Workspace, place: str, first: date, last: date, language: Language
) -> bytes:
    """Return the paper that `make_joint_review` writes, as PDF; no file is touched.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod: As they say.
    """
    return _draw(workspace, place, first, last, language)[0].content


def _draw(
    workspace: Workspace, place: str, first: date, last: date, language: Language
) -> tuple["Drawn", PaperNeeds, int, str]:
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.joint_review import draw_joint_review

    if last < first:
        raise BadPeriod
    disclosed = {kind: _disclosed(workspace, kind) for kind in KINDS_ON_PAPER}
    where = find_place(disclosed["place"], place)
    references = {where.id, str(where.values.get("pcode") or where.id)}
    needs = PaperNeeds(
        code=_code(),
        made_on=workspace.wall().date().isoformat(),
        period=Period(first.isoformat(), last.isoformat()),
        places=frozenset(references),
        place_name=str(where.values["name"]),
        # The mission's limits are for its own people to read, so it is not the community who does.
        smallest_count=least_shown(read_ledger(workspace, ("limit", "place"))),
    )
    paper = council_paper(needs, disclosed)
    drawn = draw_joint_review(paper, language, [_code() for _ in range(SLIPS)])
    return drawn, needs, paper.withheld, where.id


def find_place(places: Sequence[Disclosed], wanted: str) -> Disclosed:
    """Return the place with this p-code, id or name; a name counts in whatever case.

    Raises:
        UnknownPlace, SeveralPlaces: There is none, or more than one.
    """
    for place in places:
        if wanted in (place.id, place.values.get("pcode")):
            return place
    names = {place.id: str(place.values.get("name", "")) for place in places}
    found = [p for p in places if names[p.id].casefold() == wanted.strip().casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(sorted(str(place.values.get("pcode") or place.id) for place in found))
        raise SeveralPlaces(place=wanted, known=known)
    known_names = sorted(set(names.values()))
    near = difflib.get_close_matches(wanted, known_names, 3, 0.5) or known_names[:5]
    raise UnknownPlace(place=wanted, near=", ".join(near) or "-")


def _disclosed(workspace: Workspace, kind: str) -> list[Disclosed]:
    return [disclose(r, COMMUNITY) for r in records.query(workspace, records.Wanted(kind))]


def _code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
