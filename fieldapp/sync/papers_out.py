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


def noted(workspace: Workspace, code: str) -> Detail | None:
    """Return what the audit log of this laptop says of the newest printing of a paper; None where
    it went out from another one, or not at all."""
    found = [
        each
        for act in (Act.PRINTED, Act.EXPORTED)
        for each in audit.entries(workspace, Sought(act=act.value))
        if each.details.get("code") == code and each.details.get("paper") == "joint_review"
    ]
    return max(found, key=lambda each: each.n).details if found else None


def left_out_of(workspace: Workspace, code: str) -> LeftOut:
    """Return what was left out of a paper, as far as this laptop knows."""
    detail = noted(workspace, code) or {}
    answers = tuple(answer_named(each) for each in str(detail.get("left_out") or "").split())
    return LeftOut(answers, str(detail.get("because") or ""))
