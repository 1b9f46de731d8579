"""Who matters here: actors, their ties and seats, and who in the mission has which task."""

from fieldapp.domain.checks import days
from fieldapp.domain.fieldtypes import AGE, Day, Link, PlaceRef, Text, Whole, YesNo, choice
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

ACTOR = RecordKind(
    name="actor",
    label=N_("Actor"),
    plural=N_("Actors"),
    title="name",
    fields=(
        field("name", Text(), N_("Name"), TEAM, required=True, hxl="#org+name"),
        field("component", choice("component"), N_("Part in the area"), TEAM, hxl="#org+type"),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("role", Text(), N_("Role"), TEAM, hxl="#org+role"),
        field("mandate", Text(lines=3), N_("Who they answer for"), TEAM),
        field(
            "jurisdiction", Text(), N_("What they may decide"), TEAM,
            help=N_("Land, water, marriage, arrests, permits: what people go to them for."),
        ),
        # A map of local power can be turned against those on it.
        field("influence", choice("influence"), N_("Influence here")),
        field("contact", Text(), N_("Contact"), RESTRICTED),
        field("notes", Text(lines=4), N_("Notes"), RESTRICTED),
    ),
)  # fmt: skip

TIE = RecordKind(
    name="tie",
    label=N_("Tie"),
    plural=N_("Ties"),
    title="type",
    parent="actor",
    fields=(
        field("actor", Link("actor"), N_("Actor"), required=True),
        field("place", PlaceRef(), N_("Place"), hxl="#loc+code"),
        field(
            "type", choice("tie"), N_("Tie"), required=True, hxl="#org+tie",
            help=N_("Read it as a sentence: this actor, the tie, the other one."),
        ),
        field("other", Link("actor"), N_("With whom"), required=True),
        field("strength", choice("influence"), N_("How much it weighs")),
        field("note", Text(), N_("Note"), hxl="#description"),
    ),
)  # fmt: skip

SEAT = RecordKind(
    name="seat",
    label=N_("Seats"),
    plural=N_("Seats by group"),
    title="sex",
    parent="actor",
    fields=(
        field("actor", Link("actor"), N_("Actor"), TEAM, required=True),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("sex", choice("sex"), N_("Sex"), TEAM, required=True, hxl="#group+sex"),
        field("age_group", AGE, N_("Age"), TEAM, hxl="#group+age"),
        field(
            "count", Whole(most=10_000), N_("How many seats"), TEAM, required=True, hxl="#capacity",
            help=N_("Seats, not persons who came."),
        ),
        field("with_vote", YesNo(), N_("With a vote"), TEAM),
        field(
            "with_disability", Whole(most=10_000), N_("Of whom with a disability"), TEAM,
            hxl="#capacity+disability",
        ),
    ),
)  # fmt: skip

ASSIGNMENT = RecordKind(
    name="assignment",
    label=N_("Assignment"),
    plural=N_("Assignments"),
    title="holder",
    day="from_on",
    fields=(
        field(
            "holder", Text(), N_("Who has the task"), TEAM, required=True, hxl="#contact",
            help=N_("The name of the member as enrolled, or the post of a partner."),
        ),
        field("role", choice("role"), N_("Role"), TEAM, required=True, hxl="#contact+role"),
        field("component", choice("component"), N_("Part of the mission"), TEAM, hxl="#org+type"),
        field("facet", choice("facet"), N_("What they answer for"), TEAM, hxl="#sector"),
        field(
            "place", PlaceRef(), N_("Area"), TEAM, hxl="#loc+code",
            help=N_("Left empty, it is the whole mission. A state or county covers its places."),
        ),
        field("reports_to", Link("assignment"), N_("Reports to"), TEAM),
        field(
            "deputy", Text(), N_("Deputy"), TEAM,
            help=N_("Named for people; rights follow the role, not this."),
        ),
        field("from_on", Day(), N_("From"), TEAM, hxl="#date+start"),
        field("until_on", Day(), N_("To"), TEAM, hxl="#date+end"),
        field("contact", Text(), N_("Contact"), RESTRICTED),
    ),
    placed=False,
    checks=(days("from_on", "until_on", hard=True),),
)  # fmt: skip
