"""Protection incidents: what must be known to act, and what only the protection cell may read.

No field of an incident may stand on a council's paper. What the team sees says that something
happened, roughly where and when; everything that could point to a person is restricted. What is
told of a person and what was done about it are rows, in `incident_rows`.
"""

from fieldapp.domain.checks import Not, Past, ReferOnly, RowSum, days
from fieldapp.domain.codelists import code_list
from fieldapp.domain.fieldtypes import Day, PlaceRef, Text, Whole, YesNo, choice, choices
from fieldapp.domain.schema import Level, Raise, RecordKind, When, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

# A peace operation offers referral and records no more: of sexual and gender-based violence the
# team sees that something is recorded and when, not what, where or how it was told. A code that a
# mission added may mean the same, so it closes as well.
REFER_ONLY = ("sexual_violence", "gender_based_violence")
_OPEN_TYPES = tuple(code for code in code_list("incident_type").labels if code not in REFER_ONLY)
_REFER_ONLY = When("type", REFER_ONLY)

INCIDENT = RecordKind(
    name="incident",
    label=N_("Incident"),
    plural=N_("Incidents"),
    title="type",
    day="happened_on",
    raised=(Raise(When("type", _OPEN_TYPES), Level.RESTRICTED, frozenset({"happened_on"})),),
    fields=(
        field("happened_on", Day(), N_("Date"), TEAM, required=True, hxl="#date+occurred"),
        field(
            "date_precision", choice("date_precision"), N_("How sure is the date"), TEAM,
            hxl="#date+precision",
        ),
        field(
            # Careful: while two officers differ, the rest is as closed as the graver would have it.
            "type", choice("incident_type"), N_("What happened"), TEAM, required=True,
            hxl="#event+type", careful=True,
        ),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field(
            "place_precision", choice("place_precision"), N_("How sure is the place"), TEAM,
            hxl="#geo+precision",
        ),
        field(
            "summary", Text(lines=2), N_("For the team, in one sentence"), TEAM, hxl="#description",
            help=N_("Nothing that points to a person: no name, age, family, work or house."),
        ),
        field(
            "account", Text(lines=8), N_("Account"), identifies=True,
            help=N_("Sealed to the protection cell. Write only what is needed to act."),
        ),
        field(
            "alleged_actors", Text(lines=2), N_("Who is said to have done it"), identifies=True,
        ),
        field(
            "sources", Text(lines=2), N_("Sources"), identifies=True,
            help=N_("Kind of source, not its name."),
        ),
        field(
            "reliability", choice("reliability"), N_("Reliability of the source"),
            hxl="#meta+reliability",
        ),
        field("consent", choice("consent"), N_("Consent given")),
        field(
            "referral", choice("referral"), N_("Referral"), careful=True, hxl="#status+referral",
            help=N_("Offer the service first. Record its answer, nothing more."),
        ),
        field(
            "referred_to", Text(), N_("Referred to (service)"),
            when=When("referral", ("referred",)),
        ),
        field(
            "referred_on", Day(), N_("Referred on"), when=When("referral", ("referred",)),
            hxl="#date+referred",
        ),
        # Classifications. Each says what others call it; none is asked of whoever tells.
        field(
            "grave_violations", choices("grave_violation"), N_("Grave violations against children"),
            hxl="#event+type+grave",
            help=N_("A pointer for the monitoring mechanism, which verifies. We record and refer."),
        ),
        field(
            "gbv_type", choice("gbv_type"), N_("Type of gender-based violence"), careful=True,
            when=_REFER_ONLY,
            help=N_("Only as the service names it, by the act. Offer the referral first."),
        ),
        field(
            "crsv_type", choice("crsv_type"), N_("Conflict-related sexual violence"),
            when=_REFER_ONLY,
        ),
        field(
            "crsv_links", choices("conflict_link"), N_("How it is linked to the conflict"),
            when=_REFER_ONLY,
        ),
        field(
            "protection_risks", choices("protection_risk"), N_("Protection risks"),
            hxl="#event+type+risk",
        ),
        field(
            "acled_event", choice("acled_event"), N_("ACLED tag"), hxl="#event+type+acled",
            help=N_("For analysis, from what the media say. Not what protection calls it."),
        ),
        field(
            "standard_of_proof", choice("standard_of_proof"), N_("Standard of proof"),
            help=N_("How sure the mission must be before it reports."),
        ),
        field("killed", Whole(), N_("Killed in all"), hxl="#affected+killed"),
        field("injured", Whole(), N_("Wounded in all"), hxl="#affected+injured"),
        field("displaced", Whole(), N_("Displaced in all"), hxl="#affected+displaced"),
        field("owner", choice("role"), N_("Who follows it up")),
        field("ongoing", YesNo(), N_("Danger goes on"), careful=True),
        field("dataset", Text(), N_("Taken from the data set"), TEAM, hxl="#meta+source"),
        field("dataset_id", Text(), N_("Its number there"), TEAM, hxl="#event+id"),
    ),
    checks=(
        Past("happened_on"),
        days("happened_on", "referred_on"),
        Not(("account", "alleged_actors", "sources"), _REFER_ONLY, ReferOnly),
    ),
    row_checks=(
        RowSum("victim", "killed", least="killed_min", most="killed_max", label=N_("Victims")),
        RowSum("victim", "injured", least="injured_min", most="injured_max", label=N_("Victims")),
    ),
)  # fmt: skip
