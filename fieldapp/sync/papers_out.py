"""The council's papers that go out: the joint review each is for, and what was left out of it.

The window and the command line keep the same record by the same rule, so that a paper is found by
its code on any laptop after a sync, and one that has not come back is an open task.
"""

from dataclasses import dataclass

from fieldapp.domain.council.leave_out import LeftOut, answer_named
from fieldapp.domain.council.paper import Period
from fieldapp.domain.council.returned import kept_of_paper
from fieldapp.domain.disclosure import disclose
from fieldapp.store import audit, records
from fieldapp.store.audit import Act, Detail, Sought
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import save_checked


@dataclass(frozen=True)
class PaperOut:
    """A paper before it is printed or written.

    Attributes:
        place: The reference that records use: p-code or id.
        read_on: ISO day on which it is to be read to the council.
    """

    code: str
    place: str
    period: Period
    read_on: str


def keep_review(workspace: Workspace, out: PaperOut) -> str:
    """Keep the joint review that a paper goes out for; returns its id. One that is known is brought
    up to date, never its answer.

    Raises:
        UserError: It cannot be saved, or not by this officer.
    """
    found = records.query(workspace, Wanted("joint_review", where={"paper_code": out.code}))
    known = disclose(found[0], workspace.reader) if found else None
    at_place = records.query(workspace, Wanted("joint_review", places=(out.place,)))
    values = kept_of_paper(
        out.code, out.place, out.period, out.read_on, known,
        [disclose(each, workspace.reader) for each in at_place],
        workspace.wall().date().isoformat(),
    )  # fmt: skip
    if known is not None and not values:
        return known.id
    [record] = save_checked(workspace, [Change("joint_review", values, known.id if known else "")])
    return record


def noted(workspace: Workspace, code: str) -> tuple[Detail, ...]:
    """Return what the audit log of this laptop says of each printing of a paper, the newest first;
    nothing where it went out from another one, or not at all."""
    found = [
        each
        for act in (Act.PRINTED, Act.EXPORTED)
        for each in audit.entries(workspace, Sought(act=act.value))
        if each.details.get("code") == code and each.details.get("paper") == "joint_review"
    ]
    return tuple(each.details for each in sorted(found, key=lambda each: each.n, reverse=True))


def left_out_of(workspace: Workspace, code: str) -> LeftOut:
    """Return whatever was left out of any printing of a paper, as far as this laptop knows: what
    was once thought dangerous is not printed again because somebody forgot it."""
    details = noted(workspace, code)
    named = [each for detail in details for each in str(detail.get("left_out") or "").split()]
    reasons = dict.fromkeys(str(detail.get("because") or "") for detail in details)
    answers = tuple(answer_named(each) for each in dict.fromkeys(named))
    return LeftOut(answers, "; ".join(reason for reason in reasons if reason))
