"""Making the council's paper from a workspace: which place is meant, what the community may see.

What stands on the paper is for `domain.council`, how it looks for `reports`. Stores nothing.
"""

import difflib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fieldapp.cli.telling import NAMED, known_here
from fieldapp.domain.code import new_code
from fieldapp.domain.council import (
    KINDS_ON_PAPER,
    CouncilPaper,
    PaperNeeds,
    Period,
    council_paper,
)
from fieldapp.domain.council.leave_out import NOTHING, LeftOut, leave_out
from fieldapp.domain.council.lines import lines_of
from fieldapp.domain.council.returned import number_of
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.finding import REASONS, Finding, counted
from fieldapp.domain.hostile.look import PaperLook, look_at
from fieldapp.domain.hostile.reading import Known
from fieldapp.domain.hostile.stop import refuse
from fieldapp.domain.hostile.text import spots
from fieldapp.domain.record import Record
from fieldapp.errors import WrongUse
from fieldapp.language import N_, Language
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace

SLIPS = 2
"""Anonymous slips to tear off. Their codes are kept nowhere: only who holds a slip has its code."""


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


class NoReason(WrongUse):
    """Something is left out of the paper, and nobody says why."""

    text = N_("Whoever leaves an answer out of the paper says why.")
    remedy = N_("Add --because and the reason; it is kept in the audit log. Name nobody in it.")


class ReasonTells(WrongUse):
    """A reason that holds what it should keep off the paper."""

    text = N_("The reason itself holds a number, an address or a name.")
    remedy = N_("Say it without; it is kept in the audit log.")


@dataclass(frozen=True)
class Made:
    """A paper that was written.

    Attributes:
        withheld: Counts what was left out to protect people.
        place: Id of the place it is about; empty where it is about a record.
        tells: How many things of each sort it tells whoever finds it.
    """

    file: Path
    code: str
    pages: int
    withheld: int
    place: str = ""
    tells: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Prepared:
    """A paper before it is drawn: what stands on it, of which place, from which records, and whom
    this workspace knows by name."""

    paper: CouncilPaper
    place: str
    disclosed: Mapping[str, Sequence[Disclosed]]
    known: Known
    for_team: int

    @property
    def look(self) -> PaperLook:
        return look_at(self.paper, self.disclosed, self.known, self.for_team)

    @property
    def tells(self) -> Mapping[str, int]:
        return counted(self.look.findings)


def make_joint_review(
    workspace: Workspace,
    place: str,
    first: date,
    last: date,
    language: Language,
    file: Path,
    left_out: LeftOut = NOTHING,
) -> Made:
    """Write the paper of one place and period.

    Args:
        place: P-code, id or name.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoReason, ReasonTells: As they say.
        TellsTooMuch: Something on it must never stand on such a paper.
        OSError: The file cannot be written.
    """
    # Loading what draws takes longer than most commands run, so it waits until it is wanted.
    from fieldapp.reports.joint_review import write_joint_review

    _look_at_reason(workspace, left_out)
    ready = _released(workspace, place, first, last, left_out)
    pages = write_joint_review(ready.paper, language, file, _slips())
    withheld = ready.paper.withheld + len(left_out.answers)
    return Made(file, ready.paper.code, pages, withheld, ready.place, ready.tells)


def draw_for_preview(
    workspace: Workspace,
    place: str,
    first: date,
    last: date,
    language: Language,
    left_out: LeftOut = NOTHING,
    code: str = "",
) -> bytes:
    """Return the paper that `make_joint_review` writes, as PDF; no file is touched.

    Args:
        code: That the paper has already; empty for a new one.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoReason, ReasonTells: As they say.
        TellsTooMuch: Something on it must never stand on such a paper.
    """
    from fieldapp.reports.joint_review import draw_joint_review

    _look_at_reason(workspace, left_out)
    ready = _released(workspace, place, first, last, left_out, code)
    return draw_joint_review(ready.paper, language, _slips()).content


def _slips() -> list[str]:
    return [new_code() for _ in range(SLIPS)]


def look_at_joint_review(
    workspace: Workspace,
    place: str,
    first: date,
    last: date,
    left_out: LeftOut = NOTHING,
    code: str = "",
) -> PaperLook:
    """Return what the paper would hold and what it would tell whoever finds it; draws nothing.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod, NoReason, ReasonTells: As they say.
    """
    _look_at_reason(workspace, left_out)
    return _prepared(workspace, place, first, last, left_out, code).look


def preview_joint_review(
    workspace: Workspace, place: str, first: date, last: date, left_out: LeftOut = NOTHING
) -> tuple[Finding, ...]:
    """Return what the paper would tell whoever finds it; writes nothing.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod: As they say.
    """
    return _prepared(workspace, place, first, last, left_out).look.findings


def _look_at_reason(workspace: Workspace, left_out: LeftOut) -> None:
    if not left_out.answers:
        return
    if not left_out.because.strip():
        raise NoReason
    found = spots(left_out.because, workspace.wall().date())
    if any(REASONS[spot.reason].stops for spot in found):
        raise ReasonTells


def _released(
    workspace: Workspace, place: str, first: date, last: date, left_out: LeftOut, code: str = ""
) -> _Prepared:
    """Return a paper that may be drawn. Whatever draws one, for whichever screen or file, gets it
    here, so that none is made past `refuse`."""
    ready = _prepared(workspace, place, first, last, left_out, code)
    refuse(ready.paper, ready.disclosed, ready.known)
    return ready


def _prepared(
    workspace: Workspace, place: str, first: date, last: date, left_out: LeftOut, code: str = ""
) -> _Prepared:
    if last < first:
        raise BadPeriod
    found = {kind: records.query(workspace, records.Wanted(kind)) for kind in KINDS_ON_PAPER}
    disclosed = {kind: [disclose(each, COMMUNITY) for each in rows] for kind, rows in found.items()}
    where = find_place(disclosed["place"], place)
    references = {where.id, str(where.values.get("pcode") or where.id)}
    disclosed = leave_out(disclosed, left_out.answers)
    ledger = read_ledger(workspace, ("limit", *NAMED))
    needs = PaperNeeds(
        code=code or new_code(),
        made_on=workspace.wall().date().isoformat(),
        period=Period(first.isoformat(), last.isoformat()),
        places=frozenset(references),
        place_name=str(where.values["name"]),
        # The mission's limits are for its own people to read, so it is not the community who does.
        smallest_count=least_shown(ledger),
        number=number_of(code, _at(disclosed["joint_review"], references)) if code else None,
    )
    known = known_here(workspace, ledger, needs.smallest_count)
    paper = council_paper(needs, disclosed)
    own = _for_team(workspace, paper, [each for rows in found.values() for each in rows])
    return _Prepared(paper, where.id, disclosed, known, own)


def _at(rows: Sequence[Disclosed], references: Set[str]) -> list[Disclosed]:
    return [each for each in rows if each.values.get("place") in references]


def _for_team(workspace: Workspace, paper: CouncilPaper, rows: Sequence[Record]) -> int:
    """Count the answers of the records on the paper that this officer reads and the community does
    not. Records that are not on it are not counted: how many there are could tell of one."""
    on_it = {line.record for line in lines_of(paper)}
    return sum(
        len(disclose(row, workspace.reader).values.keys() - disclose(row, COMMUNITY).values.keys())
        for row in rows
        if row.id in on_it
    )


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
