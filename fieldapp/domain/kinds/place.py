"""Places and the people and bodies that matter there."""

from fieldapp.domain.codelists import GROUP, CodeList
from fieldapp.domain.fieldtypes import Choice, Choices, Number, PlaceRef, Text, Whole
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

PLACE_TYPE = CodeList(
    "place_type",
    {
        "country": N_("Country"),
        "adm1": N_("First administrative level"),
        "adm2": N_("Second administrative level"),
        "adm3": N_("Third administrative level"),
        "town": N_("Town"),
        "village": N_("Village"),
        "camp": N_("Camp or site"),
        "other": N_("Other"),
    },
)

COMPONENT = CodeList(
    "component",
    {
        "military": N_("Military"),
        "police": N_("Police"),
        "civilian": N_("Civilian mission staff"),
        "development": N_("Development"),
        "humanitarian": N_("Humanitarian"),
        "local_authority": N_("Local authority"),
        "customary": N_("Customary authority"),
        "civil_society": N_("Civil society"),
        "women": N_("Women's organisation"),
        "youth": N_("Youth organisation"),
        "armed_group": N_("Armed group"),
        "business": N_("Business"),
        "other": N_("Other"),
    },
)

PLACE = RecordKind(
    name="place",
    label=N_("Place"),
    plural=N_("Places"),
    title="name",
    fields=(
        field("name", Text(), N_("Name as spoken"), PUBLIC, required=True, hxl="#loc+name"),
        field(
            "pcode", PlaceRef(), N_("P-code"), PUBLIC, hxl="#loc+code",
            help=N_("The code of the humanitarian place list. Always text, with its zeros."),
        ),
        field("type", Choice(PLACE_TYPE), N_("Type of place"), PUBLIC, hxl="#loc+type"),
        field("place", PlaceRef(), N_("Lies in"), PUBLIC, hxl="#adm+code"),
        field("latitude", Number(-90, 90), N_("Latitude"), TEAM, hxl="#geo+lat"),
        field("longitude", Number(-180, 180), N_("Longitude"), TEAM, hxl="#geo+lon"),
        field("population", Whole(), N_("Population"), TEAM, hxl="#population"),
        field("languages", Text(), N_("Languages spoken"), PUBLIC),
        field("market_days", Text(), N_("Market days"), TEAM),
        field("seasons", Text(lines=2), N_("Rains, harvest, migration"), TEAM),
        field("groups", Choices(GROUP), N_("Groups to be heard"), TEAM),
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

ACTOR = RecordKind(
    name="actor",
    label=N_("Actor"),
    plural=N_("Actors"),
    title="name",
    fields=(
        field("name", Text(), N_("Name"), TEAM, required=True, hxl="#org+name"),
        field("component", Choice(COMPONENT), N_("Part in the area"), TEAM, hxl="#org+type"),
        field("place", PlaceRef(), N_("Place"), TEAM),
        field("role", Text(), N_("Role"), TEAM),
        field("mandate", Text(lines=3), N_("Who they answer for"), TEAM),
        field("contact", Text(), N_("Contact"), RESTRICTED),
        field("notes", Text(lines=4), N_("Notes"), RESTRICTED),
    ),
)
