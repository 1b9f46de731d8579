"""Meetings under a tree: who came, what was raised, and what was promised by whom."""

from fieldapp.domain.checks import Needs, Past, RowSum, at_most, days
from fieldapp.domain.fieldtypes import (
    AGE,
    Day,
    Link,
    PlaceRef,
    Text,
    Whole,
    YesNo,
    choice,
    choices,
)
from fieldapp.domain.schema import Level, RecordKind, When, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

MEETING = RecordKind(
    name="meeting",
    label=N_("Meeting"),
    plural=N_("Meetings"),
    title="title",
    day="held_on",
    fields=(
        field(
            "title", Text(), N_("What it was about"), PUBLIC, required=True, hxl="#activity+name",
        ),
        field("held_on", Day(), N_("Date"), PUBLIC, required=True, hxl="#date"),
        field("took_place", choice("meeting_state"), N_("Was it held"), PUBLIC, hxl="#status"),
        field(
            "not_held_reason", Text(), N_("Why it was not held"), TEAM,
            when=When("took_place", ("not_held",)),
        ),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("type", choice("meeting_type"), N_("With whom"), PUBLIC, hxl="#group+type"),
        field("language", Text(), N_("Language spoken"), PUBLIC, hxl="#meta+lang"),
        field("interpreter", YesNo(), N_("With an interpreter"), TEAM),
        field("convened_by", choice("party"), N_("Called by"), TEAM),
        field("missing", choices("group"), N_("Who was missing"), PUBLIC),
        field("missing_reason", Text(), N_("Why they were missing"), TEAM),
        field("messages", Text(lines=3), N_("Messages we gave"), TEAM),
        field(
            "present", Whole(most=100_000), N_("How many came in all"), TEAM, hxl="#reached",
            help=N_("Counted by eye; the rows of “Who came” say who."),
        ),
        field("season", Link("season"), N_("Season or event at the time"), TEAM),
        field("mood", Text(lines=3), N_("Mood and rumours"), TEAM),
        field("security_note", Text(lines=3), N_("Access and security"), RESTRICTED),
        field("next_on", Day(), N_("Next meeting"), TEAM, hxl="#date+next"),
    ),
    checks=(Past("held_on"), days("held_on", "next_on")),
    row_checks=(
        RowSum("attendance", "present", least="count", most="count", label=N_("Who came")),
    ),
)  # fmt: skip

ATTENDANCE = RecordKind(
    name="attendance",
    label=N_("Who came"),
    plural=N_("Who came"),
    title="age_group",
    parent="meeting",
    fields=(
        field("meeting", Link("meeting"), N_("Meeting"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("sex", choice("sex"), N_("Sex"), PUBLIC, required=True, hxl="#group+sex"),
        field(
            "age_group", AGE, N_("Age group"), PUBLIC, required=True, hxl="#group+age",
            help=N_("As it was told or counted: years, a range such as 18-49, or a word."),
        ),
        field("count", Whole(most=100_000), N_("How many"), PUBLIC, required=True, hxl="#reached"),
        field(
            "with_disability", Whole(most=100_000), N_("Of whom with a disability"), PUBLIC,
            hxl="#reached+disability",
            help=N_("Count only what people say of themselves. Never ask in front of others."),
        ),
    ),
    checks=(at_most("with_disability", "count", hard=True),),
)  # fmt: skip

ISSUE = RecordKind(
    name="issue",
    label=N_("Issue raised"),
    plural=N_("Issues raised"),
    title="said",
    parent="meeting",
    fields=(
        field("meeting", Link("meeting"), N_("Meeting"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "said", Text(lines=2), N_("In their words"), PUBLIC, required=True, hxl="#description",
            help=N_("What was said, without names. Protection matters go to Incidents."),
        ),
        field("topic", choice("sector"), N_("Topic"), PUBLIC, hxl="#sector"),
        field("raised_by", choice("group"), N_("Raised by"), PUBLIC, hxl="#group"),
        field("answer", Text(lines=2), N_("What we answered"), PUBLIC, hxl="#description+answer"),
        field(
            "outcome", choice("outcome"), N_("What came of it"), PUBLIC, hxl="#status",
            help=N_("Read aloud at the next joint review."),
        ),
        field("decision", Link("decision"), N_("Led to the decision"), TEAM),
    ),
)  # fmt: skip

COMMITMENT = RecordKind(
    name="commitment",
    label=N_("Commitment"),
    plural=N_("Commitments"),
    title="what",
    day="due_on",
    parent="meeting",
    fields=(
        field("meeting", Link("meeting"), N_("Meeting"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("promised_by", choice("party"), N_("Promised by"), PUBLIC, required=True, hxl="#org"),
        field(
            "what", Text(lines=2), N_("What was promised"), PUBLIC, required=True,
            hxl="#activity+name",
            help=N_("One promise to a line, without names of persons."),
        ),
        field("who", Text(), N_("Whose task (role)"), TEAM),
        field("due_on", Day(), N_("Until"), PUBLIC, hxl="#date+due"),
        field("status", choice("promise_status"), N_("Kept?"), PUBLIC, hxl="#status"),
        field(
            "reason", Text(), N_("Why not, in one sentence"), PUBLIC, hxl="#cause",
            when=When("status", ("late", "not_kept", "dropped")),
        ),
        field(
            "done_on", Day(), N_("Kept on"), PUBLIC, when=When("status", ("kept",)),
            hxl="#date+done",
        ),
        field("deliverable", Link("deliverable"), N_("For the work"), PUBLIC),
        field("issue", Link("issue"), N_("Answers the issue"), PUBLIC),
    ),
    checks=(
        Needs("reason", When("status", ("late", "not_kept", "dropped"))),
        Past("done_on"),
    ),
)  # fmt: skip
