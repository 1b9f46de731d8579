"""Joint reviews between the steps and the store: places due, the record of a paper, its code.

Plain functions without a widget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fieldapp.domain.code import matching
from fieldapp.domain.council.leave_out import Answer
from fieldapp.domain.council.paper import Period
from fieldapp.domain.council.returned import awaited, unreturned
from fieldapp.domain.days import after, day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.progress import Progress
from fieldapp.store import audit, records
from fieldapp.store.audit import Act
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync import authority, papers_out
from fieldapp.sync.papers_out import PaperOut
from fieldapp.ui.review.plan import Plan, TakenOut
from fieldapp.ui.session import Session

_READ = ("joint_review", "deliverable", "meeting", "limit", "place")


@dataclass(frozen=True)
class PlaceDue:
    """A place with something to tell its council.

    Attributes:
        place: The reference that records use: p-code or id.
        last: Day of the last joint review held there; None where there was none.
        due: Day by which the next was agreed or is usual; None where nothing says it.
        out: A paper for it was printed and is not back.
    """

    place: str
    last: date | None
    due: date | None
    out: bool


def places_due(workspace: Workspace, progress: Progress) -> tuple[PlaceDue, ...]:
    """Return every place with records of a joint review, a work or a meeting, the most pressing
    first: by the day that it is due, then those never asked. Reads much: belongs into a task."""
    progress.step(0, 1)
    ledger = read_ledger(workspace, _READ, workspace.reader.at(Door.LIST))
    places = {
        ledger.place_of(each)
        for kind in ("joint_review", "deliverable", "meeting")
        for each in ledger.of(kind)
    } - {""}
    reviews: dict[str, list[Disclosed]] = {}
    for review in ledger.of("joint_review"):
        reviews.setdefault(ledger.place_of(review), []).append(review)
    found = [_due(ledger, place, reviews.get(place, ())) for place in places]
    found.sort(key=lambda each: (each.due or date.max, each.last or date.min, each.place))
    progress.step(1, 1)
    return tuple(found)


def _due(ledger: Ledger, place: str, reviews: Sequence[Disclosed]) -> PlaceDue:
    held = [each for each in reviews if not awaited(each)]
    latest = max(held, key=lambda r: (str(r.values.get("held_on") or ""), r.id), default=None)
    out = len(held) < len(reviews)
    if latest is None:
        return PlaceDue(place, None, None, out)
    last = day_of(latest.values.get("held_on"))
    usual = after(last, ledger.limits.of("review_gap", place)) if last else None
    return PlaceDue(place, last, day_of(latest.values.get("next_on")) or usual, out)


def reviews_of(session: Session, place: str = "") -> list[Disclosed]:
    """Return the joint reviews, of one place or all, the newest first."""
    wanted = Wanted("joint_review", places=(place,) if place else ())
    return [session.disclosed(each) for each in records.query(session.workspace, wanted)]


def since_last(session: Session, place: str, usual: str) -> str:
    """Return the first day of the next paper of a place: after the last review, else the usual."""
    held = [
        day
        for each in reviews_of(session, place)
        if not awaited(each) and (day := day_of(each.values.get("held_on"))) is not None
        and day < session.today()
    ]  # fmt: skip
    return (max(held) + timedelta(days=1)).isoformat() if held else usual


def out_now(session: Session) -> tuple[Disclosed, ...]:
    """Return the reviews whose paper is not back."""
    return unreturned(reviews_of(session))


def of_code(session: Session, typed: str) -> tuple[Disclosed, ...]:
    """Return the reviews whose paper may have the code that was typed."""
    found = reviews_of(session)
    meant = matching(typed, {str(each.values.get("paper_code") or "") for each in found})
    return tuple(each for each in found if each.values.get("paper_code") in meant)


def keep_review(session: Session, plan: Plan) -> str:
    """Keep the joint review that a paper goes out for; returns its id.

    Raises:
        UserError: It cannot be saved, or not by this officer.
    """
    period = Period(plan.start, plan.end)
    out = PaperOut(plan.code, plan.place, period, plan.read_on)
    return papers_out.keep_review(session.workspace, out)


def save_checked(session: Session, changes: Sequence[Change]) -> list[str]:
    """Save changes that this officer may make, all or none; returns the ids.

    Raises:
        UserError: One of them may not be made, or nothing can be saved.
    """
    return authority.save_checked(session.workspace, changes)


def note_out(
    session: Session,
    act: Act,
    plan: Plan,
    review: str,
    language: str,
    copies: int = 0,
    step: str = "",
) -> None:
    """Note that the paper goes out: before it does, or it does not.

    Args:
        step: `draft` where it is one; it has no review yet.

    Raises:
        CannotNote: Then nothing may be printed or written.
    """
    detail: dict[str, str | int] = {
        "paper": "joint_review", "code": plan.code, "place": plan.place, "language": language
    }  # fmt: skip
    if copies:
        detail["copies"] = copies
    if step:
        detail["step"] = step
    if plan.taken_out:
        left = plan.left_out
        detail |= {"left_out": left.named, "because": left.because}
    audit.note(session.workspace, act, "joint_review", review, detail)


def plan_again(session: Session, review: Disclosed) -> Plan | None:
    """Return the plan of an earlier paper, to print it once more; None where its place or period is
    not known. What was left out of it is known only on the laptop that made it."""
    values = {name: str(review.values.get(name) or "") for name in (
        "place", "from_on", "to_on", "held_on", "paper_code")}  # fmt: skip
    if not all(values.values()):
        return None
    language = session.look.language.code
    out: tuple[TakenOut, ...] = ()
    details = papers_out.noted(session.workspace, values["paper_code"])
    if details:
        language = str(details[0].get("language") or language)
        out = _taken_out(session, details[0])
    return Plan(
        values["place"], values["from_on"], values["to_on"], values["held_on"], (language,),
        values["paper_code"], out, again=True,
    )  # fmt: skip


def _taken_out(session: Session, details: audit.Detail) -> tuple[TakenOut, ...]:
    because = str(details.get("because") or "")
    found = []
    for named in str(details.get("left_out") or "").split():
        record, _, field = named.rpartition(".")
        answer = Answer(record, field)
        known = records.find(session.workspace, answer.record)
        if known is not None:
            found.append(TakenOut(known.kind, answer.record, answer.field, because))
    return tuple(found)
