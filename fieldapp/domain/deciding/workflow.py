"""Which steps a status may take, and by whom: what `RecordKind.workflow` declares, enforced."""

from collections.abc import Iterator

from fieldapp.domain.deciding.rights import Roles, named
from fieldapp.domain.fieldtypes import Value, codes_of
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind, Values, Workflow
from fieldapp.errors import Listed, WrongUse
from fieldapp.language import N_


class NoSuchStep(WrongUse):
    """A step of a status that the kind does not have."""

    text = N_("From where it stands this cannot follow.")
    remedy = N_("It can go on to: {steps}.")


class StepNotYours(WrongUse):
    """A step of a status by somebody who does not have the role for it."""

    text = N_("This step is taken by: {roles}.")
    remedy = N_("Leave it as it is, and ask them.")


def step_refusals(
    kind: RecordKind, before: Values, after: Values, roles: Roles
) -> Iterator[Problem]:
    """Give why these roles may not take the status from where it was to where it is.

    A record that had no status, or one that no step names, begins anew. Clearing is everybody's.
    """
    workflow = kind.workflow
    if workflow is None:
        return
    old, new = before.get(workflow.field), after.get(workflow.field)
    if new == old or new not in _codes(workflow):
        return
    if old not in _codes(workflow):
        needed = needed_to_begin(workflow, new)
    else:
        ways = [step for step in workflow.steps if (step.before, step.after) == (old, new)]
        if not ways:
            yield Problem(workflow.field, NoSuchStep(steps=_following(kind, workflow, old)))
            return
        needed = frozenset(ways[0].roles)
    if needed and not needed & roles:
        yield Problem(workflow.field, StepNotYours(roles=named(needed)))


def needed_to_begin(workflow: Workflow, code: Value) -> Roles:
    """Return the roles of which one is needed to begin a record with this code; none for everybody.

    Where one way to the code is open to everybody, so is beginning there.
    """
    ways = [frozenset(step.roles) for step in workflow.steps if step.after == code]
    return frozenset().union(*ways) if all(ways) else frozenset()


def _codes(workflow: Workflow) -> frozenset[Value]:
    return frozenset(code for step in workflow.steps for code in (step.before, step.after))


def _following(kind: RecordKind, workflow: Workflow, old: Value) -> Listed:
    codes = codes_of(kind.field(workflow.field).type)
    labels = codes.labels if codes is not None else {}
    following = (step.after for step in workflow.steps if step.before == old)
    return Listed(labels.get(code, code) for code in following)
