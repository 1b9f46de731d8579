"""The ladder of escalation: which level stands above which, and who may answer at a level."""

from collections.abc import Iterator
from itertools import pairwise

from fieldapp.domain.codelists import code_list
from fieldapp.domain.deciding.rights import HEAD, Roles, named
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_

LADDER = tuple(code_list("escalation_level").labels)
"""The levels from below to above. All but the last are roles as well."""

HEADQUARTERS = frozenset({"analyst", "administrator"})
"""The roles that stand for the last level."""

_OVER = ("answered", "closed")


class AnswerNotYours(WrongUse):
    """Answering, lowering or taking out what was raised to somebody above."""

    text = N_("What was raised to this level is answered, and brought lower, by: {roles}.")
    remedy = N_("Leave it open, and ask them.")


def next_level(level: Value) -> str:
    """Return the level above; "" above the last, or where the level is not on the ladder."""
    if not isinstance(level, str) or level not in LADDER:
        return ""
    return dict(pairwise(LADDER)).get(level, "")


def roles_at(level: Value) -> Roles:
    """Return the roles that stand for a level; none where it is not on the ladder."""
    if not isinstance(level, str) or level not in LADDER:
        return frozenset()
    return HEADQUARTERS if level == LADDER[-1] else frozenset({level})


def may_answer(level: Value) -> Roles:
    """Return the roles at this level or above. The head of mission answers at every level, for
    headquarters as well. A level that is not on the ladder is answered by every role on it."""
    first = _height(level)
    return frozenset({HEAD}).union(*(roles_at(each) for each in LADDER[max(first, 0) :]))


def answer_refusals(before: Values, after: Values, roles: Roles) -> Iterator[Problem]:
    """Give why these roles may not answer, lower or take out an escalation; nothing where they may.

    Args:
        after: Empty for one that is taken out.
    """
    old, new = before.get("level"), after.get("level")
    # Whoever lowers the level in the save that answers answers what was raised above them.
    high = max((old, new), key=_height)
    if old is not None and _height(new) < _height(old) and not roles & may_answer(old):
        yield Problem("level", AnswerNotYours(roles=named(may_answer(old))))
    over = after.get("status") in _OVER and before.get("status") not in _OVER
    if over and not roles & may_answer(high):
        yield Problem("status", AnswerNotYours(roles=named(may_answer(high))))


def _height(level: Value) -> int:
    return LADDER.index(level) if isinstance(level, str) and level in LADDER else -1
