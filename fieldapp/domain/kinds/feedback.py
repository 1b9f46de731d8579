"""Feedback and complaints, from a question to a danger to life, and the answer given back."""

from fieldapp.domain.codelists import GROUP, SECTOR, CodeList
from fieldapp.domain.fieldtypes import Choice, Day, Link, PlaceRef, Text, Whole
from fieldapp.domain.schema import Level, Raise, RecordKind, When, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

CHANNEL = CodeList(
    "channel",
    {
        "in_person": N_("In person"),
        "meeting": N_("In a meeting"),
        "hotline": N_("Telephone"),
        "box": N_("Box"),
        "letter": N_("Letter"),
        "radio": N_("Radio"),
        "slip": N_("Slip of the joint review"),
        "other": N_("Other"),
    },
)

FEEDBACK_STATUS = CodeList(
    "feedback_status",
    {
        "open": N_("Open"),
        "passed_on": N_("Passed on"),
        "decided": N_("Decided"),
        "answered": N_("Answer given back"),
    },
)

OUTCOME = CodeList(
    "outcome",
    {
        "did": N_("We did it"),
        "partly": N_("We did a part"),
        "could_not": N_("We could not"),
        "pending": N_("Not decided yet"),
    },
)

# Only a random code, the date and the level of a grave complaint stay in the open log.
STUB = frozenset({"code", "received_on", "level"})

FEEDBACK = RecordKind(
    name="feedback",
    label=N_("Feedback"),
    plural=N_("Feedback"),
    title="summary",
    day="received_on",
    # Not answered counts as grave, and so does a level that only a newer version knows.
    raised=(
        Raise(When("level", (1, 2, 3)), Level.TEAM, STUB),
        Raise(When("level", (1, 2, 3, 4)), Level.RESTRICTED, STUB),
    ),
    fields=(
        field("received_on", Day(), N_("Received on"), PUBLIC, required=True, hxl="#date+received"),
        field("channel", Choice(CHANNEL), N_("Channel"), PUBLIC, hxl="#channel"),
        field(
            # Careful: while one officer says 3 and another 6, the text is as closed as for 6.
            "level", Whole(1, 7), N_("Level"), PUBLIC, required=True, careful=True,
            help=N_(
                "1 question or praise, 2 suggestion, 3 dissatisfied with a work, "
                "4 conduct of others, 5 fraud or threat, 6 sexual exploitation or conduct of "
                "our staff, 7 danger to life: act first, then record. From 5 on, everything but "
                "code, date and level is sealed."
            ),
        ),
        field("code", Text(), N_("Code on the slip"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "summary", Text(lines=3), N_("What was said"), PUBLIC,
            help=N_("Without names. Levels 1 to 3 are read aloud at the joint review."),
        ),
        field("topic", Choice(SECTOR), N_("Topic"), PUBLIC),
        field("raised_by", Choice(GROUP), N_("Raised by"), PUBLIC),
        field("about", Link("deliverable"), N_("About the work"), PUBLIC),
        field("status", Choice(FEEDBACK_STATUS), N_("Status"), PUBLIC, hxl="#status"),
        field("outcome", Choice(OUTCOME), N_("What came of it"), PUBLIC),
        field("answer", Text(lines=2), N_("What we did, or why we could not"), PUBLIC),
        field("answered_on", Day(), N_("Answered on"), PUBLIC),
        field("handling", Text(lines=3), N_("How it is handled"), TEAM),
    ),
)  # fmt: skip
