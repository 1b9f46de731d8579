"""What was chosen for a paper in the making. Kept by name in the workspace, so that it survives a
lock and another language; holds ids and reasons, and no answer of a record."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from fieldapp.domain.council.leave_out import Answer, LeftOut
from fieldapp.domain.council.paper import Period
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.store import settings
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace

PERIOD = timedelta(days=90)
"""Where there was no review before; the person may choose another period."""

USUAL = Manner("")

_SETTING = "joint review in the making"


@dataclass(frozen=True)
class TakenOut:
    """An answer that the officer keeps off this paper, and why."""

    kind: str
    record: str
    field: str
    because: str


@dataclass(frozen=True)
class Plan:
    """One paper, from the choice of its place to its print.

    Attributes:
        place: P-code or id; empty before it was chosen.
        start, end, read_on: ISO days; the period, and when the paper is to be read.
        languages: Codes; a paper is drawn in each.
        code: Of the paper; empty before anything was looked at.
        taken_out: In the order in which it was taken out.
        again: The paper of an earlier review, printed once more; its code stays.
        manner: How its papers are printed; each in its own language.
    """

    place: str
    start: str
    end: str
    read_on: str
    languages: tuple[str, ...]
    code: str = ""
    taken_out: tuple[TakenOut, ...] = ()
    again: bool = False
    manner: Manner = USUAL

    def order(self, language: str) -> PaperOrder:
        """Return what to ask for to have the paper in a language."""
        return PaperOrder(
            "joint_review",
            replace(self.manner, language=language),
            place=self.place,
            period=Period(self.start, self.end),
            code=self.code,
            left_out=self.left_out,
        )

    @property
    def left_out(self) -> LeftOut:
        """What is kept off the paper; each reason once, in the order of the answers."""
        reasons = dict.fromkeys(each.because for each in self.taken_out)
        answers = tuple(Answer(each.record, each.field) for each in self.taken_out)
        return LeftOut(answers, "; ".join(reasons))

    def without(self, out: TakenOut) -> "Plan":
        """Return the plan with one more answer kept off."""
        return replace(self, taken_out=(*self.taken_out, out))

    def with_again(self, out: TakenOut) -> "Plan":
        """Return the plan with an answer put back."""
        return replace(self, taken_out=tuple(each for each in self.taken_out if each != out))


def fresh_plan(today: date, language: str) -> Plan:
    """Return the plan of a paper of which nothing is known yet."""
    end = today.isoformat()
    return Plan("", (today - PERIOD).isoformat(), end, end, (language,))


def remember(workspace: Workspace, plan: Plan) -> None:
    """Keep the plan; on the disk when this returns."""
    with writing(workspace.db, workspace.file):
        settings.write(workspace.db, _SETTING, json.dumps(asdict(plan)))


def remembered(workspace: Workspace) -> Plan | None:
    """Return the plan that was being made, or None; what an older fieldapp kept is passed over."""
    try:
        plain = json.loads(settings.read(workspace.db, _SETTING) or "null")
        if plain is None:
            return None
        plain["languages"] = tuple(plain["languages"])
        plain["manner"] = Manner(**plain.get("manner", {"language": ""}))
        plain["taken_out"] = tuple(TakenOut(**each) for each in plain["taken_out"])
        return Plan(**plain)
    except (ValueError, TypeError, KeyError):
        return None
