"""Joint reviews: what both sides found, what was decided, and whether the council agrees."""

from fieldapp.domain.codelists import PARTY, PROMISE_STATUS, CodeList
from fieldapp.domain.fieldtypes import Choice, Day, Link, PlaceRef, Text, Whole
from fieldapp.domain.schema import Level, RecordKind, When, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

SAFETY = CodeList(
    "safety",
    {
        "safer": N_("Safer"),
        "same": N_("The same"),
        "less_safe": N_("Less safe"),
    },
)

AGREEMENT = CodeList(
    "agreement",
    {
        "agree": N_("Agree"),
        "agree_with_remarks": N_("Agree with remarks"),
        "do_not_agree": N_("Do not agree"),
    },
)

AGREEMENT_FORM = CodeList(
    "agreement_form",
    {
        "signature": N_("Signature"),
        "thumb_print": N_("Thumb-print"),
        "stamp": N_("Council's stamp"),
        "hands": N_("Read aloud, hands raised"),
    },
)

FINDING_STATUS = CodeList(
    "finding_status",
    {
        "validated": N_("Both agree"),
        "amended": N_("Changed together"),
        "disputed": N_("We disagree"),
    },
)

JOINT_REVIEW = RecordKind(
    name="joint_review",
    label=N_("Joint review"),
    plural=N_("Joint reviews"),
    title="paper_code",
    day="held_on",
    fields=(
        field("held_on", Day(), N_("Held on"), PUBLIC, required=True, hxl="#date"),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("number", Whole(1, 10_000), N_("Review number"), PUBLIC),
        field("paper_code", Text(), N_("Code of the paper"), PUBLIC),
        field("from_on", Day(), N_("From"), PUBLIC),
        field("to_on", Day(), N_("To"), PUBLIC),
        field("languages", Text(), N_("Read aloud in"), PUBLIC),
        field("safety_women", Choice(SAFETY), N_("Women feel"), PUBLIC),
        field("safety_men", Choice(SAFETY), N_("Men feel"), PUBLIC),
        field("safety_youth", Choice(SAFETY), N_("Young people feel"), PUBLIC),
        field("safety_actions", Text(lines=2), N_("What we promised for safety"), PUBLIC),
        field("worked", Text(lines=2), N_("What works"), PUBLIC),
        field("failed", Text(lines=2), N_("What fails"), PUBLIC),
        field("changes", Text(lines=2), N_("What changes next"), PUBLIC),
        field("agreement", Choice(AGREEMENT), N_("The council's answer"), PUBLIC, careful=True),
        field("agreement_form", Choice(AGREEMENT_FORM), N_("Given as"), PUBLIC),
        field("remarks", Text(lines=4), N_("The council's remarks, as theirs"), PUBLIC),
        field("hands_women", Whole(most=100_000), N_("Women who raised a hand"), PUBLIC),
        field("hands_men", Whole(most=100_000), N_("Men who raised a hand"), PUBLIC),
        field("next_on", Day(), N_("Next review"), PUBLIC),
        field("officer_comment", Text(lines=3), N_("The officer's comment"), TEAM),
    ),
)

FINDING = RecordKind(
    name="finding",
    label=N_("Finding"),
    plural=N_("Findings"),
    title="ours",
    parent="joint_review",
    fields=(
        field("joint_review", Link("joint_review"), N_("Joint review"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("about", Link("deliverable"), N_("About the work"), PUBLIC),
        field("ours", Text(lines=2), N_("Our version"), PUBLIC, required=True),
        field("theirs", Text(lines=2), N_("Their version"), PUBLIC),
        field("status", Choice(FINDING_STATUS), N_("Do we agree"), PUBLIC),
        field("settled_by", Text(), N_("What would settle it"), PUBLIC),
        field("decided_by", Choice(PARTY), N_("Who decides"), PUBLIC),
        field("due_on", Day(), N_("By when"), PUBLIC),
        field("alternative", Text(lines=2), N_("What they propose instead"), PUBLIC),
    ),
)

DECISION = RecordKind(
    name="decision",
    label=N_("Decision"),
    plural=N_("Decisions"),
    title="what",
    day="due_on",
    parent="joint_review",
    fields=(
        field("joint_review", Link("joint_review"), N_("Joint review"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("what", Text(lines=2), N_("What was decided"), PUBLIC, required=True),
        field("promised_by", Choice(PARTY), N_("Who does it"), PUBLIC),
        field("due_on", Day(), N_("Until"), PUBLIC),
        field("status", Choice(PROMISE_STATUS), N_("Kept?"), PUBLIC),
        field(
            "reason", Text(), N_("Why not, in one sentence"), PUBLIC,
            when=When("status", ("late", "not_kept", "dropped")),
        ),
        field("done_on", Day(), N_("Kept on"), PUBLIC, when=When("status", ("kept",))),
        field("feedback", Link("feedback"), N_("Came from the feedback"), TEAM),
        field("who", Text(), N_("Whose task (role)"), TEAM),
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
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("subject", Text(), N_("What is scored"), PUBLIC, required=True),
        field("women", Whole(most=100), N_("Women, 0 to 100"), PUBLIC),
        field("men", Whole(most=100), N_("Men, 0 to 100"), PUBLIC),
        field("youth", Whole(most=100), N_("Young people, 0 to 100"), PUBLIC),
        field("reason", Text(), N_("Why"), PUBLIC),
    ),
)
