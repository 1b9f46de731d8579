"""Ending clashes: one after a look at it, or many by a rule that every one was listed under.

Never a whole record, never everything of one side: a rule proposes one answer for each field, and
only a list that somebody has seen can be settled. Fields on which safety hangs, fields that decide
who may read, and restricted ones are never settled by a rule.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.settle import Head
from fieldapp.errors import UserError, Words, WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused, with_terms
from fieldapp.sync.mission import members

NEWEST, MINE, FROM = "newest", "mine", "from"
KEEP: Mapping[str, str] = {
    NEWEST: N_("The newest answer"),
    MINE: N_("The answer of this laptop"),
    FROM: N_("The answer of another laptop"),
}
"""What a rule keeps, and the words for it."""


class OnlyOnItsOwn(WrongUse):
    """A clash that no rule may settle."""

    text = N_("A person settles this one on its own: {reason}.")


class NoneToKeep(WrongUse):
    """A rule that names an answer which a clash does not have."""

    text = N_("None of its answers is the one that the rule keeps.")


class ListChanged(WrongUse):
    """Something arrived, or was settled, after the list was made."""

    text = N_("The clashes are not those of the list any more. Nothing was settled.")
    remedy = N_("Look at the new list first.")


@dataclass(frozen=True)
class Rule:
    """Which answer to keep of which clashes. Empty parts do not narrow.

    Attributes:
        keep: `NEWEST`, `MINE` or `FROM`.
        device: Of `FROM`: id of the laptop whose answers are kept.
        place: P-code or id; with what lies in it.
    """

    keep: str
    device: str = ""
    kind: str = ""
    field: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """What the facts say that it makes."""
        return f"{FROM}:{self.device}" if self.keep == FROM else self.keep


@dataclass(frozen=True)
class Proposal:
    """One clash under a rule.

    Attributes:
        kept: The answer that would be kept; None where ``why_not`` says why there is none.
    """

    record: Disclosed
    field: str
    answers: tuple[Head, ...]
    kept: Head | None = None
    why_not: UserError | None = None


def settle_one(
    workspace: Workspace, shown: Disclosed, name: str, value: Value, rule: str = ""
) -> tuple[Problem, ...]:
    """End one clash of a record with an answer, knowing the answers that were shown and no others.

    What arrived since goes on clashing with it.

    Returns:
        Why it may not be saved here; empty where it was saved.
    """
    now = records.load(workspace, shown.kind, shown.id)
    seen = tuple(sorted(head.fact for head in shown.clashes[name]))
    change = Change(shown.kind, {name: value}, shown.id, base={**now.heads, name: seen}, rule=rule)
    problems = refused(workspace, change)
    if not problems:
        records.save(workspace, with_terms(workspace, change))
    return problems


def propose(workspace: Workspace, reader: Reader, rule: Rule) -> list[Proposal]:
    """Return every clash that the rule is asked about, with the answer it would keep."""
    if rule.kind:
        kind = kind_named(rule.kind)
        if rule.field:
            kind.field(rule.field)
    areas = read_ledger(workspace, ("place",)).areas if rule.place else None
    found = []
    for record, _ in records.clashing(workspace):
        if record.kind not in KINDS or rule.kind not in ("", record.kind):
            continue
        shown = disclose(record, reader)
        if areas and not areas.covers(rule.place, str(shown.values.get("place") or "")):
            continue
        for name in (*shown.clashes, *sorted(shown.hidden & record.clashes.keys())):
            if rule.field in ("", name) and KINDS[record.kind].has(name):
                found.append(_proposed(workspace, shown, name, rule))
    return found


def code_of(proposals: Iterable[Proposal]) -> str:
    """Return a short code for a list: the same only for the same clashes and the same answers."""
    lines = [
        f"{each.record.id} {each.field} {each.kept.fact if each.kept else ''} "
        + " ".join(head.fact for head in each.answers)
        for each in proposals
    ]
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=3).hexdigest()


def settle_listed(workspace: Workspace, reader: Reader, rule: Rule, code: str) -> list[Proposal]:
    """Settle what the list of this code proposed, each clash by a save of its own.

    Raises:
        ListChanged: The clashes of now make another list.
    """
    proposals = propose(workspace, reader, rule)
    if code_of(proposals) != code:
        raise ListChanged
    settled = []
    for each in proposals:
        if each.kept is not None:
            # The answers before it may have changed what somebody may: it is asked once more.
            problems = settle_one(workspace, each.record, each.field, each.kept.value, rule.name)
            if not problems:
                settled.append(each)
    return settled


def laptops(workspace: Workspace) -> dict[str, str]:
    """Return the officers of the mission by their laptop, this one's own too."""
    return {
        workspace.device: workspace.name,
        **{member.device: member.name for member in members(workspace)},
    }


def _proposed(workspace: Workspace, shown: Disclosed, name: str, rule: Rule) -> Proposal:
    answers = shown.clashes.get(name, ())  # none of what is masked
    reason = _on_its_own(kind_named(shown.kind), shown, name)
    if reason:
        return Proposal(shown, name, answers, why_not=OnlyOnItsOwn(reason=Words(reason)))
    kept = _kept(answers, rule, workspace.device)
    if kept is None:
        return Proposal(shown, name, answers, why_not=NoneToKeep())
    change = Change(shown.kind, {name: kept.value}, shown.id)
    for problem in refused(workspace, change):
        return Proposal(shown, name, answers, why_not=problem.error)
    return Proposal(shown, name, answers, kept)


def _on_its_own(kind: RecordKind, shown: Disclosed, name: str) -> str:
    """Return why a person has to look at this clash, empty where a rule may settle it."""
    if kind.field(name).careful:
        return N_("people's safety hangs on it")
    if any(name == each.unless.field for each in kind.raised):
        return N_("it decides who may read the record")
    if kind.level_of(name, shown.values, held=shown.held) >= Level.RESTRICTED:
        return N_("it is restricted")
    return ""


def _kept(answers: Sequence[Head], rule: Rule, device: str) -> Head | None:
    if rule.keep == NEWEST:
        return max(answers, key=lambda head: (head.time, head.fact))
    wanted = device if rule.keep == MINE else rule.device
    return next((head for head in answers if head.device == wanted), None)
