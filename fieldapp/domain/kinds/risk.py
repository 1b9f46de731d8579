"""What may come: risks, scenarios with their triggers, and the pivots approved beforehand."""

from fieldapp.domain.checks import GoesWith, Needs, Past, days
from fieldapp.domain.fieldtypes import (
    Currency,
    Day,
    Link,
    Number,
    PlaceRef,
    Text,
    Whole,
    choice,
    choices,
)
from fieldapp.domain.schema import Level, RecordKind, Step, When, Workflow, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

_HEADS = ("head_of_office", "head_of_mission")

RISK = RecordKind(
    name="risk",
    label=N_("Risk"),
    plural=N_("Risks"),
    title="title",
    day="review_on",
    fields=(
        field("title", Text(), N_("What may happen"), TEAM, required=True, hxl="#event+name"),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("category", choice("risk_category"), N_("Category"), TEAM, hxl="#event+type"),
        field("deliverable", Link("deliverable"), N_("For the work"), TEAM),
        field(
            "likelihood", choice("likelihood"), N_("How likely"), TEAM, hxl="#severity+likelihood",
        ),
        field("impact", choice("impact"), N_("How bad"), TEAM, hxl="#severity+impact"),
        field("mitigation", Text(lines=2), N_("What we do about it"), TEAM, hxl="#operations"),
        field(
            "contingency", Text(lines=2), N_("What we do if it happens"), TEAM,
            hxl="#operations+contingency",
        ),
        field(
            "likelihood_after", choice("likelihood"), N_("How likely after that"), TEAM,
            help=N_("Once what we do about it is done."),
        ),
        field("impact_after", choice("impact"), N_("How bad after that"), TEAM),
        field("owner", choice("role"), N_("Who watches it"), TEAM),
        field("season", Link("season"), N_("Comes with the season"), TEAM),
        field("trigger", Link("trigger"), N_("Watched by the trigger"), TEAM),
        field("status", choice("risk_status"), N_("Status"), TEAM, hxl="#status"),
        field("reviewed_on", Day(), N_("Last reviewed on"), TEAM, hxl="#date+reviewed"),
        field("review_on", Day(), N_("Next review"), TEAM, hxl="#date+review"),
    ),
    checks=(
        Past("reviewed_on"),
        days("reviewed_on", "review_on"),
        Needs("mitigation", When("status", ("treated",))),
    ),
    workflow=Workflow(
        "status",
        (
            Step("open", "treated"),
            Step("treated", "open"),
            Step("open", "happened"),
            Step("treated", "happened"),
            Step("happened", "closed"),
            Step("open", "closed"),
            Step("treated", "closed"),
            Step("open", "accepted", _HEADS),
            Step("treated", "accepted", _HEADS),
            Step("accepted", "open"),
            Step("closed", "open"),
        ),
    ),
)  # fmt: skip

SCENARIO = RecordKind(
    name="scenario",
    label=N_("Scenario"),
    plural=N_("Scenarios"),
    title="title",
    fields=(
        field("title", Text(), N_("What could come"), TEAM, required=True, hxl="#event+name"),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field(
            "description", Text(lines=3), N_("How we would know, how it would go"), TEAM,
            hxl="#description",
            help=N_("No name of a person and no plan of movements: the whole team reads this."),
        ),
        field("shaped_by", choices("group"), N_("Thought through with"), TEAM, hxl="#group"),
        field("objective", Link("objective"), N_("Endangers the objective"), TEAM),
    ),
)  # fmt: skip

TRIGGER = RecordKind(
    name="trigger",
    label=N_("Trigger"),
    plural=N_("Triggers"),
    title="title",
    parent="scenario",
    fields=(
        field("scenario", Link("scenario"), N_("Scenario"), TEAM, required=True),
        field("title", Text(), N_("What is watched"), TEAM, required=True, hxl="#description"),
        field(
            "place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code",
            help=N_("Left empty, everywhere. A state or county covers its places."),
        ),
        field(
            "watch", choice("watch"), N_("What is counted"), TEAM, required=True,
            hxl="#indicator+type",
        ),
        field(
            "indicator", Link("indicator"), N_("Indicator"), TEAM, required=True,
            when=When("watch", ("indicator",)),
        ),
        field("comparison", choice("comparison"), N_("Met when"), TEAM),
        field("threshold", Number(-1e15), N_("This figure"), TEAM, hxl="#indicator+num+threshold"),
        field(
            "period", Whole(1, 3660), N_("Within so many days"), TEAM,
            when=When("watch", ("incidents", "feedback")),
        ),
        field("met_on", Day(), N_("Reported as met on"), TEAM, when=When("watch", ("by_hand",))),
    ),
    checks=(
        Needs("comparison", When("watch", ("indicator", "incidents", "feedback", "overdue"))),
        Needs("threshold", When("watch", ("indicator", "incidents", "feedback", "overdue"))),
        Past("met_on"),
    ),
)  # fmt: skip

PIVOT = RecordKind(
    name="pivot",
    label=N_("Pre-approved pivot"),
    plural=N_("Pre-approved pivots"),
    title="action",
    day="expires_on",
    parent="scenario",
    fields=(
        field("scenario", Link("scenario"), N_("Scenario"), TEAM, required=True),
        field(
            "action", Text(lines=2), N_("What is done when it comes"), TEAM, required=True,
            hxl="#activity+name",
        ),
        field("place", PlaceRef(), N_("Place"), TEAM, hxl="#loc+code"),
        field("trigger", Link("trigger"), N_("When this trigger is met"), TEAM),
        field("status", choice("pivot_status"), N_("Status"), TEAM, hxl="#status"),
        field(
            "taken_by", choice("role"), N_("Who may take it"), TEAM,
            help=N_("Whoever has this role takes it without asking again, up to the amount."),
        ),
        field("up_to", Number(), N_("Up to this amount"), TEAM, hxl="#value"),
        field("currency", Currency(), N_("Currency"), TEAM, hxl="#currency"),
        field("approved_by", choice("role"), N_("Approved by (role)"), TEAM),
        field("approved_on", Day(), N_("Approved on"), TEAM, hxl="#date+approved"),
        field("expires_on", Day(), N_("Expires on"), TEAM, hxl="#date+end"),
        field("consulted", choices("group"), N_("Who was asked before"), TEAM, hxl="#group"),
        field("breaks", choices("norm"), N_("Norms it departs from"), TEAM),
        field(
            "norm_reason", Text(lines=2), N_("Why this norm must give way"), TEAM, required=True,
            when=When("breaks"),
        ),
    ),
    checks=(
        Past("approved_on"),
        days("approved_on", "expires_on", hard=True),
        GoesWith("up_to", "currency"),
    ),
    workflow=Workflow(
        "status",
        (
            Step("proposed", "approved", _HEADS),
            Step("proposed", "withdrawn"),
            Step("approved", "used"),
            Step("approved", "withdrawn", _HEADS),
            Step("used", "approved", _HEADS),
            Step("withdrawn", "proposed"),
        ),
    ),
)  # fmt: skip
