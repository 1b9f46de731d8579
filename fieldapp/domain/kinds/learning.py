"""Learning under fire: debriefs, lessons, bottlenecks, and what others from outside found."""

from fieldapp.domain.checks import Needs, Past, days
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Text, YesNo, choice, choices
from fieldapp.domain.schema import Level, RecordKind, Step, When, Workflow, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

DEBRIEF = RecordKind(
    name="debrief",
    label=N_("Debrief"),
    plural=N_("Debriefs"),
    title="title",
    day="held_on",
    fields=(
        field("title", Text(), N_("About what"), TEAM, required=True, hxl="#activity+name"),
        field("held_on", Day(), N_("Date"), TEAM, required=True, hxl="#date"),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("type", choice("debrief_type"), N_("Type"), TEAM, hxl="#modality"),
        field("present", choices("role"), N_("Who took part"), TEAM),
        field("meant", Text(lines=2), N_("What was meant to happen"), TEAM),
        field("happened", Text(lines=2), N_("What happened"), TEAM),
        field("keep", Text(lines=2), N_("What to keep"), TEAM),
        field("change", Text(lines=2), N_("What to change"), TEAM),
        field(
            "in_confidence", Text(lines=3), N_("In confidence"),
            help=N_("Security, conduct, persons: sealed to the protection cell."),
        ),
    ),
    checks=(Past("held_on"),),
)  # fmt: skip

LESSON = RecordKind(
    name="lesson",
    label=N_("Lesson"),
    plural=N_("Lessons"),
    title="what",
    day="due_on",
    parent="debrief",
    fields=(
        field("debrief", Link("debrief"), N_("Debrief"), TEAM),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field(
            "what", Text(lines=2), N_("What we learned"), TEAM, required=True, hxl="#description",
        ),
        field(
            "status", choice("lesson_status"), N_("Status"), TEAM, hxl="#status",
            help=N_("A lesson counts once something was changed because of it."),
        ),
        field(
            "change", Text(lines=2), N_("What was changed because of it"), TEAM, hxl="#operations",
        ),
        field("decision", Link("decision"), N_("Changed by the decision"), TEAM),
        field("who", choice("role"), N_("Whose task (role)"), TEAM),
        field("due_on", Day(), N_("Until"), TEAM, hxl="#date+due"),
    ),
    checks=(Needs("change", When("status", ("applied",))),),
    workflow=Workflow(
        "status",
        (
            Step("noted", "proposed"),
            Step("proposed", "applied"),
            Step("noted", "applied"),
            Step("proposed", "rejected"),
            Step("noted", "rejected"),
            Step("rejected", "proposed"),
            Step("applied", "proposed"),
        ),
    ),
)  # fmt: skip

BOTTLENECK = RecordKind(
    name="bottleneck",
    label=N_("Bottleneck"),
    plural=N_("Bottlenecks"),
    title="what",
    day="seen_on",
    fields=(
        field("what", Text(lines=2), N_("What holds us up"), TEAM, required=True, hxl="#cause"),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("seen_on", Day(), N_("Seen since"), TEAM, required=True, hxl="#date+start"),
        field("deliverable", Link("deliverable"), N_("Holds up the work"), TEAM),
        field("debrief", Link("debrief"), N_("Found in the debrief"), TEAM),
        field("status", choice("bottleneck_status"), N_("Status"), TEAM, hxl="#status"),
        field("who", choice("role"), N_("Whose task (role)"), TEAM),
        field("due_on", Day(), N_("Until"), TEAM, hxl="#date+due"),
        field("removed_on", Day(), N_("Removed on"), TEAM, hxl="#date+end"),
        field("how", Text(lines=2), N_("How it was removed"), TEAM, hxl="#operations"),
    ),
    checks=(
        Past("seen_on"),
        days("seen_on", "removed_on", hard=True),
        Needs("removed_on", When("status", ("removed",))),
    ),
    workflow=Workflow(
        "status",
        (
            Step("open", "being_removed"),
            Step("open", "removed"),
            Step("being_removed", "removed"),
            Step("being_removed", "open"),
            Step("removed", "open"),
            Step("open", "accepted", ("head_of_office", "head_of_mission")),
            Step("being_removed", "accepted", ("head_of_office", "head_of_mission")),
            Step("accepted", "open"),
        ),
    ),
)  # fmt: skip

EXTERNAL_REVIEW = RecordKind(
    name="external_review",
    label=N_("External review"),
    plural=N_("External reviews"),
    title="title",
    day="held_on",
    fields=(
        field("title", Text(), N_("About what"), TEAM, required=True, hxl="#activity+name"),
        field("held_on", Day(), N_("Date"), TEAM, required=True),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("type", choice("review_type"), N_("Type"), TEAM, hxl="#modality"),
        field("reviewer", Text(), N_("By whom (body)"), TEAM, hxl="#org+name"),
        field(
            "independent", YesNo(), N_("Independent"), TEAM,
            help=N_("Not owner, builder, funder or a relative of theirs."),
        ),
        field("deliverable", Link("deliverable"), N_("About the work"), TEAM),
        field(
            "verdict", choice("verdict"), N_("What they found of our claims"), TEAM, hxl="#status",
        ),
        field("findings", Text(lines=3), N_("Findings"), TEAM, hxl="#description"),
        field("answer", Text(lines=2), N_("What we do about it"), TEAM),
        field("due_on", Day(), N_("Until"), TEAM, hxl="#date+due"),
        field("done_on", Day(), N_("Done on"), TEAM, hxl="#date+done"),
    ),
    checks=(Past("held_on"), days("held_on", "done_on")),
)  # fmt: skip
