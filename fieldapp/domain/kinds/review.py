"""Joint reviews: what both sides found, what people think, and whether the council agrees."""

from fieldapp.domain.checks import Past, Shares, days
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Text, Whole, YesNo, choice
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

JOINT_REVIEW = RecordKind(
    name="joint_review",
    label=N_("Joint review"),
    plural=N_("Joint reviews"),
    title="paper_code",
    day="held_on",
    fields=(
        field("held_on", Day(), N_("Held on"), PUBLIC, required=True, hxl="#date"),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("number", Whole(1, 10_000), N_("Review number"), PUBLIC, hxl="#meta+id"),
        field("paper_code", Text(), N_("Code of the paper"), PUBLIC),
        field("printed_on", Day(), N_("Paper printed on"), PUBLIC),
        field("from_on", Day(), N_("From"), PUBLIC, hxl="#date+start"),
        field("to_on", Day(), N_("To"), PUBLIC, hxl="#date+end"),
        field("languages", Text(), N_("Read aloud in"), PUBLIC, hxl="#meta+lang"),
        field("safety_women", choice("safety"), N_("Women feel"), PUBLIC),
        field("safety_men", choice("safety"), N_("Men feel"), PUBLIC),
        field("safety_youth", choice("safety"), N_("Young people feel"), PUBLIC),
        field("safety_actions", Text(lines=2), N_("What we promised for safety"), PUBLIC),
        field("worked", Text(lines=2), N_("What works"), PUBLIC),
        field("failed", Text(lines=2), N_("What fails"), PUBLIC),
        field("changes", Text(lines=2), N_("What changes next"), PUBLIC),
        field(
            "agreement", choice("agreement"), N_("The council's answer"), PUBLIC, careful=True,
            hxl="#status",
        ),
        field("agreement_form", choice("agreement_form"), N_("Given as"), PUBLIC),
        field("witnessed", YesNo(), N_("A witness was there, neither staff nor family"), PUBLIC),
        field(
            "remarks", Text(lines=4), N_("The council's remarks, as theirs"), PUBLIC,
            hxl="#description",
        ),
        field("hands_women", Whole(most=100_000), N_("Women who raised a hand"), PUBLIC),
        field("hands_men", Whole(most=100_000), N_("Men who raised a hand"), PUBLIC),
        field("next_on", Day(), N_("Next review"), PUBLIC, hxl="#date+next"),
        field("officer_comment", Text(lines=3), N_("The officer's comment"), TEAM),
    ),
    checks=(days("from_on", "to_on", hard=True), Past("held_on"), days("held_on", "next_on")),
)  # fmt: skip

FINDING = RecordKind(
    name="finding",
    label=N_("Finding"),
    plural=N_("Findings"),
    title="ours",
    parent="joint_review",
    fields=(
        field("joint_review", Link("joint_review"), N_("Joint review"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("about", Link("deliverable"), N_("About the work"), PUBLIC),
        field("ours", Text(lines=2), N_("Our version"), PUBLIC, required=True, hxl="#description"),
        field("theirs", Text(lines=2), N_("Their version"), PUBLIC, hxl="#description+community"),
        field("status", choice("finding_status"), N_("Do we agree"), PUBLIC, hxl="#status"),
        field("settled_by", Text(), N_("What would settle it"), PUBLIC),
        field("decided_by", choice("party"), N_("Who decides"), PUBLIC),
        field("due_on", Day(), N_("By when"), PUBLIC, hxl="#date+due"),
        field("alternative", Text(lines=2), N_("What they propose instead"), PUBLIC),
    ),
)  # fmt: skip

SCORE = RecordKind(
    name="score",
    label=N_("Score"),
    plural=N_("Scores"),
    title="subject",
    parent="joint_review",
    fields=(
        field("joint_review", Link("joint_review"), N_("Joint review"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "subject", Text(), N_("What is scored"), PUBLIC, required=True, hxl="#indicator+name",
        ),
        field("women", Whole(most=100), N_("Women, 0 to 100"), PUBLIC, hxl="#indicator+num+f"),
        field("men", Whole(most=100), N_("Men, 0 to 100"), PUBLIC, hxl="#indicator+num+m"),
        field(
            "youth", Whole(most=100), N_("Young people, 0 to 100"), PUBLIC,
            hxl="#indicator+num+adolescents",
        ),
        field("reason", Text(), N_("Why"), PUBLIC, hxl="#description"),
    ),
)  # fmt: skip

PERCEPTION = RecordKind(
    name="perception",
    label=N_("Perception"),
    plural=N_("Perceptions"),
    title="question",
    day="asked_on",
    fields=(
        field("question", Text(), N_("What was asked"), TEAM, required=True, hxl="#indicator+name"),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("asked_on", Day(), N_("Asked on"), TEAM, required=True, hxl="#date"),
        field("group", choice("group"), N_("Who was asked"), TEAM, hxl="#group"),
        field("asked", Whole(most=100_000), N_("How many were asked"), TEAM, hxl="#reached"),
        field(
            "agree", Whole(most=100), N_("Agree, per cent"), TEAM, hxl="#indicator+num",
            help=N_("Of those who were asked in this group."),
        ),
        field("unsure", Whole(most=100), N_("Unsure, per cent"), TEAM, hxl="#indicator+num+unsure"),
        field(
            "disagree", Whole(most=100), N_("Disagree, per cent"), TEAM,
            hxl="#indicator+num+disagree",
        ),
        field("indicator", Link("indicator"), N_("Feeds the indicator"), TEAM),
    ),
    checks=(Past("asked_on"), Shares(("agree", "unsure", "disagree"))),
)  # fmt: skip
