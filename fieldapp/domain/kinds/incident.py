"""Protection incidents: what must be known to act, and what only the protection cell may read.

No field of an incident may stand on a council's paper. What the team sees says that something
happened, roughly where and when; everything that could point to a person is restricted.
"""

from fieldapp.domain.codelists import AGE_GROUP, SEX, CodeList
from fieldapp.domain.fieldtypes import Choice, Day, Link, PlaceRef, Text, Whole
from fieldapp.domain.schema import Level, Raise, RecordKind, When, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

# The six grave violations against children come first, in the order of the monitoring mechanism;
# then the protection risks that an officer meets most. Part of the latter list is general
# knowledge, so a mission adds its own codes rather than waiting for ours.
INCIDENT_TYPE = CodeList(
    "incident_type",
    {
        "killing": N_("Killing"),
        "maiming": N_("Wounding or maiming"),
        "recruitment": N_("Recruitment or use of children"),
        "attack_on_school": N_("Attack on a school"),
        "attack_on_hospital": N_("Attack on a hospital"),
        "sexual_violence": N_("Sexual violence"),
        "abduction": N_("Abduction"),
        "denial_humanitarian_access": N_("Denial of humanitarian access"),
        "attack_on_civilians": N_("Attack on civilians"),
        "armed_clash": N_("Armed clash"),
        "arbitrary_detention": N_("Arbitrary arrest or detention"),
        "torture": N_("Torture or degrading treatment"),
        "gender_based_violence": N_("Gender-based violence"),
        "forced_displacement": N_("Forced displacement"),
        "movement_restriction": N_("Restricted movement"),
        "explosive_ordnance": N_("Mine or other explosive"),
        "property": N_("Theft, extortion or destruction of property"),
        "threat": N_("Threat"),
        "family_separation": N_("Family separation"),
        "trafficking": N_("Trafficking or forced labour"),
        "other": N_("Other"),
    },
)

DATE_PRECISION = CodeList(
    "date_precision",
    {
        "day": N_("This day"),
        "few_days": N_("Within a few days"),
        "week": N_("Within a week"),
        "month": N_("Within a month"),
        "year": N_("Within a year"),
        "unknown": N_("Not known"),
    },
)

PLACE_PRECISION = CodeList(
    "place_precision",
    {
        "exact": N_("Exactly here"),
        "near": N_("Near here"),
        "adm2": N_("Somewhere in the county"),
        "adm1": N_("Somewhere in the state"),
        "country": N_("Somewhere in the country"),
        "unknown": N_("Not known"),
    },
)

RELIABILITY = CodeList(
    "reliability",
    {
        "high": N_("Highly reliable"),
        "likely": N_("Likely reliable"),
        "unsure": N_("Unsure"),
        "unlikely": N_("Likely unreliable"),
        "low": N_("Highly unreliable"),
        "unknown": N_("Unknown"),
    },
)

REFERRAL = CodeList(
    "referral",
    {
        "not_offered": N_("Not offered yet"),
        "referred": N_("Referred"),
        "declined": N_("Declined by the person"),
        "received_elsewhere": N_("Already helped elsewhere"),
        "unavailable": N_("No service available"),
        "not_applicable": N_("Does not apply"),
    },
)

CONSENT = CodeList(
    "consent",
    {
        "refer": N_("To be referred"),
        "share_team": N_("To be shared in the mission"),
        "none": N_("To nothing further"),
        "not_asked": N_("Not asked"),
    },
)

# A peace operation offers referral and records no more: of sexual and gender-based violence the
# team sees that something is recorded and when, not what, where or how it was told. A code that a
# mission added may mean the same, so it closes as well.
_REFER_ONLY = frozenset({"sexual_violence", "gender_based_violence"})
_OPEN_TYPES = tuple(code for code in INCIDENT_TYPE.labels if code not in _REFER_ONLY)

INCIDENT = RecordKind(
    name="incident",
    label=N_("Incident"),
    plural=N_("Incidents"),
    title="type",
    day="happened_on",
    raised=(Raise(When("type", _OPEN_TYPES), Level.RESTRICTED, frozenset({"happened_on"})),),
    fields=(
        field("happened_on", Day(), N_("Date"), TEAM, required=True, hxl="#date+occurred"),
        field("date_precision", Choice(DATE_PRECISION), N_("How sure is the date"), TEAM),
        field(
            # Careful: while two officers differ, the rest is as closed as the graver would have it.
            "type", Choice(INCIDENT_TYPE), N_("What happened"), TEAM, required=True,
            hxl="#event+type", careful=True,
        ),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("place_precision", Choice(PLACE_PRECISION), N_("How sure is the place"), TEAM),
        field(
            "summary", Text(lines=2), N_("For the team, in one sentence"), TEAM, hxl="#description",
            help=N_("Nothing that points to a person: no name, age, family, work or house."),
        ),
        field(
            "account", Text(lines=8), N_("Account"),
            help=N_("Sealed to the protection cell. Write only what is needed to act."),
        ),
        field("alleged_actors", Text(lines=2), N_("Who is said to have done it")),
        field("sources", Text(lines=2), N_("Sources"), help=N_("Kind of source, not its name.")),
        field("reliability", Choice(RELIABILITY), N_("Reliability of the source")),
        field("consent", Choice(CONSENT), N_("Consent given")),
        field(
            "referral", Choice(REFERRAL), N_("Referral"), careful=True,
            help=N_("Offer the service first. Record its answer, nothing more."),
        ),
        field(
            "referred_to", Text(), N_("Referred to (service)"),
            when=When("referral", ("referred",)),
        ),
        field("referred_on", Day(), N_("Referred on"), when=When("referral", ("referred",))),
        field("dataset", Text(), N_("Taken from the data set"), TEAM),
        field("dataset_id", Text(), N_("Its number there"), TEAM, hxl="#event+id"),
    ),
)  # fmt: skip

# Counts of one incident, with its place and day, can be enough to know a person: restricted.
VICTIM = RecordKind(
    name="victim",
    label=N_("Victims"),
    plural=N_("Victims"),
    title="age_group",
    parent="incident",
    fields=(
        field("incident", Link("incident"), N_("Incident"), required=True),
        field("place", PlaceRef(), N_("Place")),
        field("sex", Choice(SEX), N_("Sex"), required=True),
        field("age_group", Choice(AGE_GROUP), N_("Age group"), required=True),
        field("killed_min", Whole(), N_("Killed, at least"), hxl="#affected+killed+min"),
        field("killed_max", Whole(), N_("Killed, at most"), hxl="#affected+killed+max"),
        field("injured_min", Whole(), N_("Wounded, at least"), hxl="#affected+injured+min"),
        field("injured_max", Whole(), N_("Wounded, at most"), hxl="#affected+injured+max"),
        field("abducted_min", Whole(), N_("Abducted, at least"), hxl="#affected+abducted+min"),
        field("abducted_max", Whole(), N_("Abducted, at most"), hxl="#affected+abducted+max"),
    ),
)
