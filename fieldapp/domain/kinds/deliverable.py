"""Works that people can see: milestones, money, suppliers, and what both sides found."""

from fieldapp.domain.codelists import PARTY, SECTOR, VERDICT, CodeList
from fieldapp.domain.fieldtypes import (
    Choice,
    Currency,
    Day,
    Link,
    Number,
    PlaceRef,
    Text,
    Whole,
    YesNo,
)
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

WORK_STATUS = CodeList(
    "work_status",
    {
        "planned": N_("Planned"),
        "ongoing": N_("Under way"),
        "completed": N_("Completed"),
        "handed_over": N_("Handed over"),
        "suspended": N_("Paused"),
        "cancelled": N_("Cancelled"),
    },
)

STEP_STATUS = CodeList(
    "step_status",
    {
        "planned": N_("Not begun"),
        "started": N_("Begun"),
        "partly": N_("Partly done"),
        "done": N_("Done"),
        "not_done": N_("Not done"),
    },
)

CHECK_METHOD = CodeList(
    "check_method",
    {
        "site_visit": N_("Visit to the site"),
        "measurement": N_("Measurement"),
        "document": N_("Document"),
        "user_interview": N_("Talk with users"),
        "photo": N_("Photograph"),
        "third_party": N_("Third party"),
    },
)

DELIVERABLE = RecordKind(
    name="deliverable",
    label=N_("Deliverable"),
    plural=N_("Deliverables"),
    title="title",
    day="planned_end",
    fields=(
        field("title", Text(), N_("Name of the work"), PUBLIC, required=True, hxl="#activity+name"),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("sector", Choice(SECTOR), N_("Sector"), PUBLIC, hxl="#sector"),
        field("status", Choice(WORK_STATUS), N_("Status"), PUBLIC, hxl="#status+code"),
        field("planned_start", Day(), N_("Planned start"), PUBLIC, hxl="#date+start+planned"),
        field("planned_end", Day(), N_("Planned end"), PUBLIC, hxl="#date+end+planned"),
        field("actual_end", Day(), N_("Finished on"), PUBLIC, hxl="#date+end"),
        field("budget", Number(), N_("Money planned"), PUBLIC, hxl="#value+committed"),
        field("spent", Number(), N_("Money spent"), PUBLIC, hxl="#value+spent"),
        field("currency", Currency(), N_("Currency"), PUBLIC, hxl="#currency"),
        field(
            "local_share", Whole(most=100), N_("Bought locally, per cent"), PUBLIC,
            help=N_("Left empty, it is worked out from the budget lines."),
        ),
        field("led_by", Choice(PARTY), N_("Led by"), PUBLIC),
        field(
            "built_by", Text(), N_("Built by"), PUBLIC,
            help=N_("A firm or a committee, not a person."),
        ),
        field("maintained_by", Text(), N_("Looked after by"), PUBLIC),
        field("community_gives", Text(), N_("What the community gives"), PUBLIC),
        field("priority", Whole(1, 50), N_("Rank given by the community"), PUBLIC),
        field("note", Text(lines=4), N_("Note"), TEAM),
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
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("title", Text(), N_("Step"), PUBLIC, required=True),
        field("due_on", Day(), N_("Until"), PUBLIC, hxl="#date+due"),
        field("done_on", Day(), N_("Done on"), PUBLIC),
        field("status_mission", Choice(STEP_STATUS), N_("As we see it"), PUBLIC),
        field("status_community", Choice(STEP_STATUS), N_("As the community sees it"), PUBLIC),
        field("community_words", Text(lines=2), N_("In their words"), PUBLIC),
        field("made_together", YesNo(), N_("Agreed with the community"), PUBLIC),
    ),
)

BUDGET_LINE = RecordKind(
    name="budget_line",
    label=N_("Budget line"),
    plural=N_("Budget lines"),
    title="what",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("what", Text(), N_("What for"), PUBLIC, required=True),
        field("planned", Number(), N_("Planned"), PUBLIC),
        field("spent", Number(), N_("Spent"), PUBLIC),
        field("local", YesNo(), N_("Bought locally"), PUBLIC),
    ),
)

SUPPLIER = RecordKind(
    name="supplier",
    label=N_("Supplier"),
    plural=N_("Suppliers"),
    title="name",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Comes from"), TEAM),
        field("name", Text(), N_("Name"), TEAM, required=True),
        field("supplies", Text(), N_("Supplies"), TEAM),
        field("amount", Number(), N_("Paid"), TEAM),
        field("local", YesNo(), N_("Local"), PUBLIC),
    ),
)

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
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("claim", Text(), N_("What is said to be done"), PUBLIC, required=True),
        field("checked_on", Day(), N_("Checked on"), PUBLIC),
        field("method", Choice(CHECK_METHOD), N_("How"), PUBLIC),
        field("verifier", Text(), N_("By whom (role)"), TEAM),
        field(
            "independent", YesNo(), N_("Independent"), PUBLIC,
            help=N_("Not owner, builder, funder or a relative of theirs."),
        ),
        field("verdict", Choice(VERDICT), N_("Our finding"), PUBLIC),
        field("community_verdict", Choice(VERDICT), N_("The community's finding"), PUBLIC),
        field("community_words", Text(lines=2), N_("In their words"), PUBLIC),
        field("note", Text(lines=3), N_("Note"), TEAM),
    ),
)  # fmt: skip
