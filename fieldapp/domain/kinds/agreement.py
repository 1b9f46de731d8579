"""Data-sharing agreements: with whom, which records, how far summed up, and until when."""

from fieldapp.domain.checks import Needs, days
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Text, Whole, YesNo, choice, choices
from fieldapp.domain.schema import Level, RecordKind, Step, When, Workflow, field
from fieldapp.domain.sharing.answers import NamesAnswers
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

AGREEMENT = RecordKind(
    name="agreement",
    label=N_("Data-sharing agreement"),
    plural=N_("Data-sharing agreements"),
    title="title",
    day="expires_on",
    placed=False,
    fields=(
        field("title", Text(), N_("Name"), TEAM, required=True, hxl="#activity+name"),
        field("partner", Link("actor"), N_("With whom"), TEAM),
        field(
            "focal_point", Text(), N_("Who answers for it on our side (post)"), TEAM,
            help=N_("A post of the mission, not a name: it outlives whoever holds it."),
        ),
        field("purpose", Text(lines=2), N_("What for"), TEAM, hxl="#description"),
        field("legal_basis", Text(), N_("Legal basis"), TEAM),
        field(
            "kinds", choices("share_kind"), N_("Which records"), TEAM, required=True,
            hxl="#meta+kinds",
        ),
        field(
            "fields", Text(lines=4), N_("Which answers"), TEAM, hxl="#meta+fields",
            help=N_(
                "Codes such as meeting.title; what is not in the list never leaves. Without a list "
                "only what may be read aloud to everybody goes out as records. Month and area "
                "belong to every count."
            ),
        ),
        field(
            "detail", choice("detail"), N_("How far summed up"), TEAM, required=True,
            hxl="#meta+detail",
            help=N_(
                "Records go out only up to this. Incidents go out as counts, whatever stands "
                "here."
            ),
        ),
        field(
            "smallest_count", Whole(3, 1000), N_("Smallest count shown"), TEAM,
            hxl="#meta+smallest",
            help=N_("Smaller counts are left out. Below the mission’s own it is not heard."),
        ),
        field("place", PlaceRef(), N_("Area"), TEAM, hxl="#loc+code"),
        field("frequency", choice("frequency"), N_("How often"), TEAM, hxl="#frequency"),
        field("transport", Text(), N_("How it is sent"), TEAM),
        field("keep_days", Whole(1, 36_500), N_("Kept there, days"), TEAM),
        field(
            "onward", YesNo(), N_("May be passed on"), TEAM,
            help=N_("Whether the partner may give them to others."),
        ),
        field("status", choice("agreement_status"), N_("Status"), TEAM, hxl="#status"),
        field("signed_on", Day(), N_("Signed on"), TEAM, hxl="#date+signed"),
        field("from_on", Day(), N_("From"), TEAM, hxl="#date+start"),
        field("expires_on", Day(), N_("Expires on"), TEAM, hxl="#date+end"),
        field("review_on", Day(), N_("Next review"), TEAM, hxl="#date+review"),
        field("breach_contact", Text(), N_("Whom to tell of a breach (post)"), TEAM),
    ),
    checks=(
        days("from_on", "expires_on", hard=True),
        days("signed_on", "expires_on", hard=True),
        NamesAnswers("fields"),
        Needs("purpose", When("status", ("signed",))),
        Needs("fields", When("detail", ("records_team",))),
        Needs("expires_on", When("status", ("signed",))),
        Needs("signed_on", When("status", ("signed",))),
    ),
    workflow=Workflow(
        "status",
        (
            Step("draft", "signed", ("head_of_mission",)),
            Step("signed", "suspended"),
            Step("suspended", "signed", ("head_of_mission",)),
            Step("signed", "ended"),
            Step("suspended", "ended"),
            Step("draft", "ended"),
        ),
    ),
)  # fmt: skip
