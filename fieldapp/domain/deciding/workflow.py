"""Which steps a status may take, and by whom: what `RecordKind.workflow` declares, enforced."""

from collections.abc import Iterator

from fieldapp.domain.deciding.agreed import terms_hold
from fieldapp.domain.deciding.rights import HEAD, Roles, named
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


class StatusNotYours(WrongUse):
    """Clearing a status, or taking the record out, past steps that need a role."""

    text = N_("As it stands, its status is cleared, and it is taken out, by: {roles}.")
    remedy = N_("Leave it as it is, and ask them.")


def step_refusals(
    kind: RecordKind, before: Values, after: Values, roles: Roles
) -> Iterator[Problem]:
    """Give why these roles may not take the status from where it was to where it is.

    A record that had no status, or one that no step names, begins anew.

    Args:
        after: Empty for a record that is taken out, which clears its status as well.
    """
    workflow = kind.workflow
    if workflow is None:
        return
    old, new = before.get(workflow.field), after.get(workflow.field)
    if new == old:
        return
    codes = _codes(workflow)
    error: type[WrongUse] = StepNotYours
    if new not in codes:
        needed = _needed_to_leave(kind, workflow, old)
        error = StatusNotYours
    elif old not in codes:
        needed = needed_to_begin(workflow, new)
    else:
        ways = [step for step in workflow.steps if (step.before, step.after) == (old, new)]
        if not ways:
            yield Problem(workflow.field, NoSuchStep(steps=_following(kind, workflow, old)))
            return
        needed = frozenset(ways[0].roles)
    if needed and not needed & roles:
        yield Problem(workflow.field, error(roles=named(needed)))


def needed_to_begin(workflow: Workflow, code: Value) -> Roles:
    """Return the roles of which one is needed to begin a record with this code; none for everybody.

    Whoever could take every step to it from the code that the workflow begins with may begin there.
    """
    if code in _within_reach(workflow, frozenset()):
        return frozenset()
    roles = {role for step in workflow.steps for role in step.roles}
    can = (role for role in roles if code in _within_reach(workflow, frozenset({role})))
    return frozenset({HEAD, *can})


def _needed_to_leave(kind: RecordKind, workflow: Workflow, code: Value) -> Roles:
    """Return the roles of which one is needed to go away from a code by none of its steps.

    Otherwise whoever may not take a step would clear the status, and begin anew behind it.
    """
    if code not in _codes(workflow):
        return frozenset()
    ways = [frozenset(step.roles) for step in workflow.steps if step.before == code]
    # What was agreed to goes with those who agreed, and an end with those who may end it.
    if terms_hold(kind, code) or not ways:
        return needed_to_begin(workflow, code)
    return frozenset().union(*ways) if all(ways) else frozenset()


def _within_reach(workflow: Workflow, roles: Roles) -> frozenset[Value]:
    """Return the codes that these roles can take a new record to, step by step."""
    found: set[Value] = {workflow.steps[0].before}
    while more := {
        step.after
        for step in workflow.steps
        if step.before in found
        and step.after not in found
        and (not step.roles or roles & frozenset(step.roles))
    }:
        found |= more
    return frozenset(found)


def _codes(workflow: Workflow) -> frozenset[Value]:
    return frozenset(code for step in workflow.steps for code in (step.before, step.after))


def _following(kind: RecordKind, workflow: Workflow, old: Value) -> Listed:
    codes = codes_of(kind.field(workflow.field).type)
    labels = codes.labels if codes is not None else {}
    following = (step.after for step in workflow.steps if step.before == old)
    return Listed(labels.get(code, code) for code in following)
