"""Works that people can see: milestones, money, suppliers, and what both sides found."""

from fieldapp.domain.checks import Past, RowSum, at_most, days
from fieldapp.domain.fieldtypes import (
    Currency,
    Day,
    Link,
    Number,
    PlaceRef,
    Text,
    Whole,
    YesNo,
    choice,
)
from fieldapp.domain.schema import Level, RecordKind, Step, Workflow, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

DELIVERABLE = RecordKind(
    name="deliverable",
    label=N_("Deliverable"),
    plural=N_("Deliverables"),
    title="title",
    day="planned_end",
    fields=(
        field("title", Text(), N_("Name of the work"), PUBLIC, required=True, hxl="#activity+name"),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("sector", choice("sector"), N_("Sector"), PUBLIC, hxl="#sector+cluster"),
        field("status", choice("work_status"), N_("Status"), PUBLIC, hxl="#status+code"),
        field("planned_start", Day(), N_("Planned start"), PUBLIC, hxl="#date+start+planned"),
        field("planned_end", Day(), N_("Planned end"), PUBLIC, hxl="#date+end+planned"),
        field("actual_end", Day(), N_("Finished on"), PUBLIC, hxl="#date+end"),
        field("budget", Number(), N_("Money planned"), PUBLIC, hxl="#value+committed"),
        field("spent", Number(), N_("Money spent"), PUBLIC, hxl="#value+spent"),
        field("currency", Currency(), N_("Currency"), PUBLIC, hxl="#currency"),
        field(
            "local_share", Whole(most=100), N_("Bought locally, per cent"), PUBLIC,
            hxl="#value+local",
            help=N_("Left empty, it is worked out from the budget lines."),
        ),
        field("led_by", choice("party"), N_("Led by"), PUBLIC, hxl="#org+lead"),
        field(
            "built_by", Text(), N_("Built by"), PUBLIC, hxl="#org+impl",
            help=N_("A firm or a committee, not a person."),
        ),
        field("maintained_by", Text(), N_("Looked after by"), PUBLIC, hxl="#org+upkeep"),
        field("community_gives", Text(), N_("What the community gives"), PUBLIC),
        field("priority", Whole(1, 50), N_("Rank given by the community"), PUBLIC, hxl="#priority"),
        field("objective", Link("objective"), N_("Serves the objective"), PUBLIC),
        field("owner", Link("actor"), N_("Partner in charge"), TEAM),
        field("note", Text(lines=4), N_("Note"), TEAM, hxl="#description"),
    ),
    checks=(
        days("planned_start", "planned_end"),
        days("planned_start", "actual_end"),
        at_most("spent", "budget"),
        Past("actual_end"),
    ),
    row_checks=(
        RowSum("budget_line", "budget", least="planned", most="planned", label=N_("Budget lines")),
        RowSum("budget_line", "spent", least="spent", most="spent", label=N_("Budget lines")),
    ),
    # A work is handed over once it stands, and whoever stops one answers for it.
    workflow=Workflow(
        "status",
        (
            Step("planned", "ongoing"),
            Step("planned", "suspended"),
            Step("ongoing", "suspended"),
            Step("suspended", "planned"),
            Step("suspended", "ongoing"),
            Step("ongoing", "completed"),
            Step("completed", "ongoing"),
            Step("completed", "handed_over"),
            Step("handed_over", "ongoing"),
            Step("planned", "cancelled", ("head_of_office", "head_of_mission")),
            Step("ongoing", "cancelled", ("head_of_office", "head_of_mission")),
            Step("suspended", "cancelled", ("head_of_office", "head_of_mission")),
        ),
    ),
)  # fmt: skip

MILESTONE = RecordKind(
    name="milestone",
    label=N_("Milestone"),
    plural=N_("Milestones"),
    title="title",
    day="due_on",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("title", Text(), N_("Step"), PUBLIC, required=True, hxl="#activity+name"),
        field("due_on", Day(), N_("Until"), PUBLIC, hxl="#date+due"),
        field("done_on", Day(), N_("Done on"), PUBLIC, hxl="#date+done"),
        field("status_mission", choice("step_status"), N_("As we see it"), PUBLIC, hxl="#status"),
        field(
            "status_community", choice("step_status"), N_("As the community sees it"), PUBLIC,
            hxl="#status+community",
        ),
        field("community_words", Text(lines=2), N_("In their words"), PUBLIC, hxl="#description"),
        field("made_together", YesNo(), N_("Agreed with the community"), PUBLIC),
    ),
    checks=(Past("done_on"),),
)  # fmt: skip

BUDGET_LINE = RecordKind(
    name="budget_line",
    label=N_("Budget line"),
    plural=N_("Budget lines"),
    title="what",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("what", Text(), N_("What for"), PUBLIC, required=True, hxl="#item"),
        field("planned", Number(), N_("Planned"), PUBLIC, hxl="#value+committed"),
        field("spent", Number(), N_("Spent"), PUBLIC, hxl="#value+spent"),
        field("local", YesNo(), N_("Bought locally"), PUBLIC, hxl="#modality+local"),
    ),
    checks=(at_most("spent", "planned"),),
)  # fmt: skip

PAYMENT = RecordKind(
    name="payment",
    label=N_("Payment"),
    plural=N_("Payments"),
    title="what",
    day="paid_on",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), TEAM, required=True),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("what", Text(), N_("What for"), TEAM, required=True, hxl="#item"),
        field("type", choice("payment_type"), N_("Type"), TEAM, hxl="#modality"),
        field("paid_on", Day(), N_("Paid on"), TEAM, hxl="#date"),
        field("amount", Number(), N_("Paid"), TEAM, required=True, hxl="#value+spent"),
        field("supplier", Link("supplier"), N_("To the supplier"), TEAM),
        field(
            "milestone", Link("milestone"), N_("For the step"), TEAM,
            help=N_("An instalment follows a step that both sides saw done."),
        ),
    ),
    checks=(Past("paid_on"),),
)  # fmt: skip

SUPPLIER = RecordKind(
    name="supplier",
    label=N_("Supplier"),
    plural=N_("Suppliers"),
    title="name",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Comes from"), TEAM, hxl="#loc+code"),
        field("name", Text(), N_("Name"), TEAM, required=True, hxl="#org+name"),
        field("supplies", Text(), N_("Supplies"), TEAM, hxl="#item"),
        field("amount", Number(), N_("Paid"), TEAM, hxl="#value+spent"),
        field("local", YesNo(), N_("Local"), PUBLIC),
        field("local_share", Whole(most=100), N_("Local part, per cent"), TEAM, hxl="#value+local"),
    ),
)  # fmt: skip

VERIFICATION = RecordKind(
    name="verification",
    label=N_("Verification"),
    plural=N_("Verifications"),
    title="claim",
    day="checked_on",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("milestone", Link("milestone"), N_("Milestone"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "claim", Text(), N_("What is said to be done"), PUBLIC, required=True,
            hxl="#description",
        ),
        field("checked_on", Day(), N_("Checked on"), PUBLIC, hxl="#date"),
        field("method", choice("check_method"), N_("How"), PUBLIC, hxl="#modality"),
        field("verifier", Text(), N_("By whom (role)"), TEAM, hxl="#org+verifier"),
        field(
            "independent", YesNo(), N_("Independent"), PUBLIC,
            help=N_("Not owner, builder, funder or a relative of theirs."),
        ),
        field("verdict", choice("verdict"), N_("Our finding"), PUBLIC, hxl="#status"),
        field(
            "community_verdict", choice("verdict"), N_("The community's finding"), PUBLIC,
            hxl="#status+community",
            help=N_("As they say it, also where we see it differently."),
        ),
        field(
            "community_words", Text(lines=2), N_("In their words"), PUBLIC,
            hxl="#description+community",
        ),
        field("note", Text(lines=3), N_("Note"), TEAM, hxl="#description+note"),
    ),
    checks=(Past("checked_on"),),
)  # fmt: skip
