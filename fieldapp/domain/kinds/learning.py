"""Learning under fire: debriefs, lessons, bottlenecks, and what others from outside found."""

from fieldapp.domain.checks import Needs, Past, days
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Text, YesNo, choice, choices
from fieldapp.domain.schema import Level, RecordKind, When, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

DEBRIEF = RecordKind(
    name="debrief",
    label=N_("Debrief"),
    plural=N_("Debriefs"),
    title="title",
    day="held_on",
    fields=(
        field("title", Text(), N_("About what"), TEAM, required=True),
        field("held_on", Day(), N_("Date"), TEAM, required=True),
        field("place", PlaceRef(), N_("Place"), TEAM),
        field("type", choice("debrief_type"), N_("Type"), TEAM),
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
        field("place", PlaceRef(), N_("Place"), TEAM),
        field("what", Text(lines=2), N_("What we learned"), TEAM, required=True),
        field("status", choice("lesson_status"), N_("Status"), TEAM),
        field("change", Text(lines=2), N_("What was changed because of it"), TEAM),
        field("decision", Link("decision"), N_("Changed by the decision"), TEAM),
        field("who", choice("role"), N_("Whose task (role)"), TEAM),
        field("due_on", Day(), N_("Until"), TEAM),
    ),
    checks=(Needs("change", When("status", ("applied",))),),
)

BOTTLENECK = RecordKind(
    name="bottleneck",
    label=N_("Bottleneck"),
    plural=N_("Bottlenecks"),
    title="what",
    day="seen_on",
    fields=(
        field("what", Text(lines=2), N_("What holds us up"), TEAM, required=True),
        field("place", PlaceRef(), N_("Place"), TEAM),
        field("seen_on", Day(), N_("Seen since"), TEAM, required=True),
        field("deliverable", Link("deliverable"), N_("Holds up the work"), TEAM),
        field("debrief", Link("debrief"), N_("Found in the debrief"), TEAM),
        field("status", choice("bottleneck_status"), N_("Status"), TEAM),
        field("who", choice("role"), N_("Whose task (role)"), TEAM),
        field("due_on", Day(), N_("Until"), TEAM),
        field("removed_on", Day(), N_("Removed on"), TEAM),
        field("how", Text(lines=2), N_("How it was removed"), TEAM),
    ),
    checks=(
        Past("seen_on"),
        days("seen_on", "removed_on", hard=True),
        Needs("removed_on", When("status", ("removed",))),
    ),
)

EXTERNAL_REVIEW = RecordKind(
    name="external_review",
    label=N_("External review"),
    plural=N_("External reviews"),
    title="title",
    day="held_on",
    fields=(
        field("title", Text(), N_("About what"), TEAM, required=True),
        field("held_on", Day(), N_("Date"), TEAM, required=True),
        field("place", PlaceRef(), N_("Place"), TEAM),
        field("type", choice("review_type"), N_("Type"), TEAM),
        field("reviewer", Text(), N_("By whom (body)"), TEAM),
        field(
            "independent", YesNo(), N_("Independent"), TEAM,
            help=N_("Not owner, builder, funder or a relative of theirs."),
        ),
        field("deliverable", Link("deliverable"), N_("About the work"), TEAM),
        field("verdict", choice("verdict"), N_("What they found of our claims"), TEAM),
        field("findings", Text(lines=3), N_("Findings"), TEAM),
        field("answer", Text(lines=2), N_("What we do about it"), TEAM),
        field("due_on", Day(), N_("Until"), TEAM),
        field("done_on", Day(), N_("Done on"), TEAM),
    ),
    checks=(Past("held_on"), days("held_on", "done_on")),
)  # fmt: skip
