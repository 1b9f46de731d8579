"""Making the council's paper from a workspace: which place is meant, what the community may see.

What stands on the paper is for `domain.council`, how it looks for `reports`. Stores nothing.
"""

import difflib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.cli.noting import note_file
from fieldapp.cli.telling import known_here
from fieldapp.domain.council import (
    KINDS_ON_PAPER,
    CouncilPaper,
    PaperNeeds,
    Period,
    council_paper,
)
from fieldapp.domain.council.leave_out import Answer, leave_out
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.hostile.council import told_of_paper
from fieldapp.domain.hostile.finding import REASONS, Finding, counted
from fieldapp.domain.hostile.reading import Known, read
from fieldapp.domain.hostile.stop import refuse
from fieldapp.domain.hostile.text import spots
from fieldapp.errors import WrongUse
from fieldapp.language import N_, Language
from fieldapp.store import records
from fieldapp.store.audit import Act
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
        tells: How many things of each sort it tells whoever finds it.
    """

    file: Path
    code: str
    pages: int
    withheld: int
    tells: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """What the officer keeps off one paper, and why."""

    answers: tuple[Answer, ...] = ()
    because: str = ""


NOTHING = LeftOut()


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
    from fieldapp.reports.page import write_drawn

    _look_at_reason(workspace, left_out)
    prepared = _prepared(workspace, place, first, last, left_out)
    drawn = _drawn(prepared, language)
    write_drawn(drawn, file)
    detail: dict[str, str | int] = {"language": language.code, "pages": drawn.pages}
    if left_out.answers:
        detail |= {"left_out": _named(left_out), "because": left_out.because}
    paper = prepared.paper
    note_file(workspace, file, Act.PRINTED, "joint_review", paper.code, detail)
    tells = counted(read(told_of_paper(paper), prepared.known))
    withheld = paper.withheld + len(left_out.answers)
    return Made(file, paper.code, drawn.pages, withheld, tells)


def draw_for_preview(
    workspace: Workspace, place: str, first: date, last: date, language: Language
) -> bytes:
    """Return the paper that `make_joint_review` writes, as PDF; no file is touched.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod: As they say.
        TellsTooMuch: Something on it must never stand on such a paper.
    """
    return _drawn(_prepared(workspace, place, first, last, NOTHING), language).content


def preview_joint_review(
    workspace: Workspace, place: str, first: date, last: date, left_out: LeftOut = NOTHING
) -> tuple[Finding, ...]:
    """Return what the paper would tell whoever finds it; writes nothing.

    Raises:
        UnknownPlace, SeveralPlaces, BadPeriod: As they say.
    """
    prepared = _prepared(workspace, place, first, last, left_out)
    return read(told_of_paper(prepared.paper), prepared.known)


def _look_at_reason(workspace: Workspace, left_out: LeftOut) -> None:
    if not left_out.answers:
        return
    if not left_out.because.strip():
        raise NoReason
    found = spots(left_out.because, workspace.wall().date())
    if any(REASONS[spot.reason].stops for spot in found):
        raise ReasonTells


def _named(left_out: LeftOut) -> str:
    return " ".join(f"{answer.record}.{answer.field}" for answer in left_out.answers)


@dataclass(frozen=True)
class _Prepared:
    """A paper, the records that it was made from, and what is known here by name."""

    paper: CouncilPaper
    disclosed: dict[str, list[Disclosed]]
    known: Known


def _drawn(prepared: _Prepared, language: Language) -> "Drawn":
    from fieldapp.reports.joint_review import draw_joint_review

    refuse(prepared.paper, prepared.disclosed, prepared.known)
    return draw_joint_review(prepared.paper, language, [_code() for _ in range(SLIPS)])


def _prepared(
    workspace: Workspace, place: str, first: date, last: date, left_out: LeftOut
) -> _Prepared:
    if last < first:
        raise BadPeriod
    disclosed = {kind: _disclosed(workspace, kind) for kind in KINDS_ON_PAPER}
    where = find_place(disclosed["place"], place)
    references = {where.id, str(where.values.get("pcode") or where.id)}
    disclosed = leave_out(disclosed, left_out.answers)
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
    return _Prepared(paper, disclosed, known_here(workspace, needs.smallest_count))


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
