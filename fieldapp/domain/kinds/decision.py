"""Deciding: who may, what was decided and why, what goes up the ladder, the mission's limits."""

from fieldapp.domain.checks import GoesWith, Needs, Past, days
from fieldapp.domain.fieldtypes import (
    Currency,
    Day,
    Link,
    Number,
    PlaceRef,
    Text,
    choice,
    choices,
)
from fieldapp.domain.schema import Level, RecordKind, Step, When, Workflow, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

# Without a type it is what a review agreed. With one it adapts the mission's plan, and somebody
# must have the right to it (`domain.deciding.rights`).
DECISION = RecordKind(
    name="decision",
    label=N_("Decision"),
    plural=N_("Decisions"),
    title="what",
    day="due_on",
    parent="joint_review",
    fields=(
        field("joint_review", Link("joint_review"), N_("Joint review"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "what", Text(lines=2), N_("What was decided"), PUBLIC, required=True,
            hxl="#activity+name",
        ),
        field("promised_by", choice("party"), N_("Who does it"), PUBLIC),
        field("due_on", Day(), N_("Until"), PUBLIC, hxl="#date+due"),
        field("status", choice("promise_status"), N_("Kept?"), PUBLIC, hxl="#status"),
        field(
            "reason", Text(), N_("Why not, in one sentence"), PUBLIC,
            when=When("status", ("late", "not_kept", "dropped")),
        ),
        field(
            "done_on", Day(), N_("Kept on"), PUBLIC, when=When("status", ("kept",)),
            hxl="#date+done",
        ),
        field("feedback", Link("feedback"), N_("Came from the feedback"), TEAM),
        field("who", Text(), N_("Whose task (role)"), TEAM),
        field(
            "type", choice("decision_type"), N_("Changes the plan"), PUBLIC, hxl="#modality",
            help=N_("Then it needs somebody who has the right to decide it: “Decision rights”."),
        ),
        field("step", choice("decision_status"), N_("How far it is"), PUBLIC, hxl="#status+step"),
        field("decided_on", Day(), N_("Decided on"), PUBLIC, hxl="#date"),
        field("decided_by", choice("role"), N_("Decided by (role)"), PUBLIC, hxl="#org+decides"),
        field("why", Text(lines=2), N_("Why"), PUBLIC, hxl="#cause"),
        field("consulted", choices("group"), N_("Who was asked before"), PUBLIC, hxl="#group"),
        field("deliverable", Link("deliverable"), N_("About the work"), PUBLIC),
        field("indicator", Link("indicator"), N_("Because of the indicator"), TEAM),
        field("pivot", Link("pivot"), N_("Takes the pivot"), TEAM),
        field("amount", Number(), N_("Money"), TEAM, hxl="#value"),
        field("currency", Currency(), N_("Currency"), TEAM, hxl="#currency"),
        field(
            "breaks", choices("norm"), N_("Norms it departs from"), TEAM,
            help=N_("Go through the list at each decision."),
        ),
        field(
            "norm_reason", Text(lines=2), N_("Why this norm must give way"), TEAM, required=True,
            when=When("breaks"),
            help=N_("Needed, by whoever has the right to depart from a norm."),
        ),
    ),
    checks=(
        Needs("reason", When("status", ("late", "not_kept", "dropped"))),
        Needs("why", When("step", ("taken",))),
        Needs("consulted", When("step", ("taken",))),
        GoesWith("amount", "currency"),
        Past("decided_on"),
        Past("done_on"),
    ),
    # By whom is asked of the rights.
    workflow=Workflow(
        "step",
        (
            Step("proposed", "taken"),
            Step("proposed", "refused"),
            Step("proposed", "withdrawn"),
            Step("taken", "withdrawn"),
            Step("refused", "proposed"),
            Step("withdrawn", "proposed"),
        ),
    ),
)  # fmt: skip

DECISION_RIGHT = RecordKind(
    name="decision_right",
    label=N_("Decision right"),
    plural=N_("Decision rights"),
    title="type",
    placed=False,
    fields=(
        field(
            "type", choice("decision_type"), N_("What may be decided"), TEAM, required=True,
            hxl="#modality",
        ),
        field("role", choice("role"), N_("By whom"), TEAM, required=True),
        field("deputy", choice("role"), N_("By whom in their absence"), TEAM),
        field(
            "place", PlaceRef(), N_("Area"), TEAM, hxl="#loc+code",
            help=N_("Left empty, it is the whole mission. A state or county covers its places."),
        ),
        field(
            "up_to", Number(), N_("Up to this amount"), TEAM, hxl="#value",
            help=N_("Left empty, any amount."),
        ),
        field("currency", Currency(), N_("Currency"), TEAM, hxl="#currency"),
        field("from_on", Day(), N_("From"), TEAM, hxl="#date+start"),
        field("until_on", Day(), N_("To"), TEAM, hxl="#date+end"),
    ),
    checks=(days("from_on", "until_on", hard=True), GoesWith("up_to", "currency")),
)  # fmt: skip

ESCALATION = RecordKind(
    name="escalation",
    label=N_("Escalation"),
    plural=N_("Escalations"),
    title="reason",
    day="raised_on",
    fields=(
        field(
            "reason", Text(lines=2), N_("What must be decided, and why now"), TEAM, required=True,
        ),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field(
            "level", choice("escalation_level"), N_("To whom"), TEAM, required=True,
            hxl="#severity",
        ),
        field("raised_on", Day(), N_("Raised on"), TEAM, required=True, hxl="#date+start"),
        field(
            "due_on", Day(), N_("Answer needed until"), TEAM, hxl="#date+due",
            help=N_("Left empty, the mission's limit counts. Then it goes to the next level."),
        ),
        field("status", choice("escalation_status"), N_("Status"), TEAM, hxl="#status"),
        field("answer", Text(lines=2), N_("Answer"), TEAM, hxl="#description+answer"),
        field("answered_on", Day(), N_("Answered on"), TEAM, hxl="#date+answered"),
        field("feedback", Link("feedback"), N_("About the feedback"), TEAM),
        field("commitment", Link("commitment"), N_("About the commitment"), TEAM),
        field("deliverable", Link("deliverable"), N_("About the work"), TEAM),
        field("risk", Link("risk"), N_("About the risk"), TEAM),
        field("bottleneck", Link("bottleneck"), N_("About the bottleneck"), TEAM),
        # That a place and an incident belong together can be enough to know it, and so can a place
        # and a grave complaint.
        field("incident", Link("incident"), N_("About the incident")),
        field(
            "complaint", Link("feedback"), N_("About the grave complaint"),
            help=N_("Of level 5 to 7. Write above only what says nothing of it."),
        ),
        field("in_confidence", Text(lines=3), N_("In confidence")),
    ),
    checks=(
        Past("raised_on"),
        days("raised_on", "due_on", hard=True),
        days("raised_on", "answered_on"),
        Needs("answer", When("status", ("answered",))),
    ),
    workflow=Workflow(
        "status",
        (
            # Which of them depends on the level: `deciding.ladder`.
            Step(
                "open",
                "answered",
                ("team_leader", "head_of_office", "head_of_mission", "analyst", "administrator"),
            ),
            Step("answered", "closed"),
            Step("answered", "open"),
            Step("closed", "open"),
        ),
    ),
)  # fmt: skip

LIMIT = RecordKind(
    name="limit",
    label=N_("Limit"),
    plural=N_("Limits"),
    title="name",
    placed=False,
    fields=(
        field(
            "name", choice("limit"), N_("Figure"), TEAM, required=True, hxl="#indicator+name",
            help=N_("Of two for the same figure, the one decided last counts."),
        ),
        field(
            "value", Number(most=100_000), N_("Value"), TEAM, required=True, hxl="#indicator+num",
        ),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("decided_on", Day(), N_("Decided on"), TEAM, required=True, hxl="#date"),
        field("reason", Text(), N_("Why"), TEAM),
    ),
)  # fmt: skip
