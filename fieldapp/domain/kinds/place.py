"""Places with their community's profile, and the calendar of what keeps people from meeting."""

from fieldapp.domain.checks import days
from fieldapp.domain.fieldtypes import Day, Number, PlaceRef, Text, Whole, YesNo, choice, choices
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

PLACE = RecordKind(
    name="place",
    label=N_("Place"),
    plural=N_("Places"),
    title="name",
    placed=False,
    fields=(
        field("name", Text(), N_("Name as spoken"), PUBLIC, required=True, hxl="#loc+name"),
        field(
            "pcode", PlaceRef(), N_("P-code"), PUBLIC, hxl="#loc+code",
            help=N_("The code of the humanitarian place list. Always text, with its zeros."),
        ),
        field("type", choice("place_type"), N_("Type of place"), PUBLIC, hxl="#loc+type"),
        field("place", PlaceRef(), N_("Lies in"), PUBLIC, hxl="#loc+code+parent"),
        field("latitude", Number(-90, 90), N_("Latitude"), TEAM, hxl="#geo+lat"),
        field("longitude", Number(-180, 180), N_("Longitude"), TEAM, hxl="#geo+lon"),
        field("population", Whole(), N_("Population"), TEAM, hxl="#population"),
        field("languages", Text(), N_("Languages spoken"), PUBLIC),
        field(
            "calendar", choice("calendar"), N_("Calendar on papers"), PUBLIC,
            help=N_("The Gregorian day stands beside. Holds for every place that lies in this."),
        ),
        field(
            "digits", choice("digits"), N_("Digits on papers"), PUBLIC,
            help=N_("Holds for every place that lies in this."),
        ),
        field("market_days", Text(), N_("Market days"), TEAM),
        field("seasons", Text(lines=2), N_("Rains, harvest, migration"), TEAM),
        field("groups", choices("group"), N_("Groups to be heard"), TEAM),
        field(
            "council", Text(lines=2), N_("How the council is made up"), TEAM,
            help=N_("Who sits there and how they are chosen, by group, not by name."),
        ),
        field(
            "customary_law", Text(lines=3), N_("Customary law"), TEAM,
            help=N_("How land, marriage, compensation and disputes are settled, and for whom not."),
        ),
        field(
            "contact", Text(lines=2), N_("How to reach us"), PUBLIC,
            help=N_("Printed on the paper. An office, a desk or a hotline, not a person."),
        ),
        field(
            "complaints", Text(lines=3), N_("How to complain"), PUBLIC,
            help=N_("Three ways, one to a line; at least one that is not us."),
        ),
    ),
)  # fmt: skip

SEASON = RecordKind(
    name="season",
    label=N_("Season or event"),
    plural=N_("Seasons and events"),
    title="name",
    day="from_on",
    fields=(
        field("name", Text(), N_("What it is called"), TEAM, required=True, hxl="#event+name"),
        field("type", choice("season_type"), N_("Type"), TEAM, required=True, hxl="#event+type"),
        field(
            "place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code",
            help=N_("A state or county stands for every place in it."),
        ),
        field("from_on", Day(), N_("From"), TEAM, required=True, hxl="#date+start"),
        field("until_on", Day(), N_("To"), TEAM, required=True, hxl="#date+end"),
        field(
            "every_year", YesNo(), N_("Comes every year"), TEAM,
            help=N_("Then the same days are used every year."),
        ),
        field("turnout", choice("turnout"), N_("Who can come to a meeting"), TEAM, hxl="#access"),
        field(
            "groups", choices("group"), N_("Who cannot come"), TEAM, hxl="#group",
            help=N_("Left empty, it holds for everybody."),
        ),
    ),
    checks=(days("from_on", "until_on", hard=True),),
)  # fmt: skip
