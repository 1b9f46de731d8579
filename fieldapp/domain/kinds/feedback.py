"""Feedback and complaints, from a question to a danger to life, and the answer given back."""

from collections.abc import Mapping
from types import MappingProxyType

from fieldapp.domain.checks import Needs, Past, days
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Text, Whole, YesNo, choice
from fieldapp.domain.schema import Level, Raise, RecordKind, SealedTo, When, field
from fieldapp.domain.scope import CONDUCT
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

# Only a random code, the date and the level of a grave complaint stay in the open log.
STUB = frozenset({"code", "received_on", "level"})

LEVELS: Mapping[int, str] = MappingProxyType(
    {
        1: N_("Question or praise"),
        2: N_("Suggestion"),
        3: N_("Unhappy with a work"),
        4: N_("Conduct of others"),
        5: N_("Fraud or threat"),
        6: N_("Abuse, or conduct of our staff"),
        7: N_("Danger to life"),
    }
)
"""How grave feedback is, in words."""

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
    # Fraud and our own conduct are for the conduct focal point, danger to life for protection.
    sealed_to=(SealedTo(When("level", (5, 6)), CONDUCT),),
    kept_from="against",
    fields=(
        field("received_on", Day(), N_("Received on"), PUBLIC, required=True, hxl="#date+received"),
        field("channel", choice("channel"), N_("Channel"), PUBLIC, hxl="#channel+type"),
        field(
            # Careful: while one officer says 3 and another 6, the text is as closed as for 6.
            "level", Whole(1, 7), N_("Level"), PUBLIC, required=True, careful=True, hxl="#severity",
            help=N_(
                "1 question or praise, 2 suggestion, 3 dissatisfied with a work, "
                "4 conduct of others, 5 fraud or threat, 6 sexual exploitation or conduct of "
                "our staff, 7 danger to life: act first, then record. From 5 on, everything but "
                "code, date and level is sealed."
            ),
        ),
        field(
            "against", Text(), N_("Member of the mission complained about"), RESTRICTED,
            when=When("level", (4, 5, 6)),
            help=N_(
                "Choose from the list of members; write about anybody else above. That member can "
                "then never open what is sealed here. At level 4 the team reads the rest: for "
                "conduct of our own staff choose level 6."
            ),
        ),
        field("code", Text(), N_("Code on the slip"), PUBLIC, hxl="#meta+id"),
        field("type", choice("feedback_type"), N_("Type"), PUBLIC, hxl="#event+type"),
        field("anonymous", YesNo(), N_("Without a name"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "summary", Text(lines=3), N_("What was said"), PUBLIC, identifies=True,
            hxl="#description",
            help=N_("Without names. Levels 1 to 3 are read aloud at the joint review."),
        ),
        field("topic", choice("sector"), N_("Topic"), PUBLIC, hxl="#sector"),
        field("raised_by", choice("group"), N_("Raised by"), PUBLIC, hxl="#group"),
        field("about", Link("deliverable"), N_("About the work"), PUBLIC),
        field("status", choice("feedback_status"), N_("Status"), PUBLIC, hxl="#status"),
        field("outcome", choice("outcome"), N_("What came of it"), PUBLIC, hxl="#status+outcome"),
        field(
            "answer", Text(lines=2), N_("What we did, or why we could not"), PUBLIC,
            identifies=True, hxl="#description+answer",
        ),
        field("answered_on", Day(), N_("Answered on"), PUBLIC, hxl="#date+answered"),
        field(
            "acknowledged_on", Day(), N_("Acknowledged on"), PUBLIC, hxl="#date+acknowledged",
            help=N_("How long it may take is set by the mission: “Limits”."),
        ),
        field(
            "told_on", Day(), N_("Answer given back on"), PUBLIC, hxl="#date+told",
            help=N_("When the person or the village heard it. Only this closes the loop."),
        ),
        field(
            "satisfied", choice("satisfaction"), N_("Was the answer good enough"), PUBLIC,
            hxl="#status+satisfaction",
        ),
        field("handled_by", choice("role"), N_("Handled by"), TEAM),
        field("handling", Text(lines=3), N_("How it is handled"), TEAM, identifies=True),
    ),
    checks=(
        Past("received_on"),
        days("received_on", "acknowledged_on"),
        days("received_on", "answered_on"),
        days("answered_on", "told_on"),
        Needs("answer", When("outcome", ("did", "partly", "could_not"))),
    ),
)  # fmt: skip
