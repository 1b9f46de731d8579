"""What stays when we go: training and mentoring, stewards, handing over and upkeep."""

from fieldapp.domain.checks import Past, at_most, days
from fieldapp.domain.fieldtypes import (
    AGE,
    Day,
    Link,
    Number,
    PlaceRef,
    Text,
    Whole,
    YesNo,
    choice,
)
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

TRAINING = RecordKind(
    name="training",
    label=N_("Training"),
    plural=N_("Training and mentoring"),
    title="topic",
    day="from_on",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("topic", Text(), N_("Topic"), PUBLIC, required=True, hxl="#activity+name"),
        field("type", choice("training_type"), N_("Type"), PUBLIC, hxl="#modality"),
        field("from_on", Day(), N_("From"), PUBLIC, hxl="#date+start"),
        field("until_on", Day(), N_("To"), PUBLIC, hxl="#date+end"),
        field("women", Whole(most=100_000), N_("Women trained"), TEAM, hxl="#reached+f"),
        field("men", Whole(most=100_000), N_("Men trained"), TEAM, hxl="#reached+m"),
        field("mentor", Text(), N_("Who teaches (role)"), TEAM),
        field("local_mentor", YesNo(), N_("Taught by somebody from here"), PUBLIC),
        field("cost", Number(), N_("Cost"), TEAM, hxl="#value"),
    ),
    checks=(days("from_on", "until_on", hard=True),),
)  # fmt: skip

STEWARD = RecordKind(
    name="steward",
    label=N_("Stewards"),
    plural=N_("Stewards"),
    title="body",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("body", Text(), N_("Committee or group"), PUBLIC, required=True, hxl="#org+name"),
        field("group", choice("group"), N_("Whose committee"), PUBLIC, hxl="#group"),
        field("sex", choice("sex"), N_("Sex"), TEAM, hxl="#group+sex"),
        field("age_group", AGE, N_("Age"), TEAM, hxl="#group+age"),
        field("count", Whole(most=10_000), N_("How many stewards"), TEAM, hxl="#capacity"),
        field(
            "supervises", YesNo(), N_("Supervises the work"), PUBLIC,
            help=N_("They look at the work and the money, and may stop it."),
        ),
        field("since_on", Day(), N_("Since"), TEAM, hxl="#date+start"),
    ),
    checks=(Past("since_on"),),
)  # fmt: skip

HANDOVER = RecordKind(
    name="handover",
    label=N_("Handing over"),
    plural=N_("Handing over and upkeep"),
    title="to_whom",
    day="handed_on",
    parent="deliverable",
    fields=(
        field("deliverable", Link("deliverable"), N_("Deliverable"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "to_whom", Text(), N_("Handed over to (body)"), PUBLIC, required=True, hxl="#org+name",
        ),
        field("handed_on", Day(), N_("Handed over on"), PUBLIC, hxl="#date"),
        field("authority_signed", YesNo(), N_("The authority has signed"), PUBLIC),
        field("community_signed", YesNo(), N_("The community has signed"), PUBLIC),
        field("cost_a_year", Number(), N_("Upkeep a year"), PUBLIC, hxl="#value"),
        field("paid_by", choice("party"), N_("Who pays for it"), PUBLIC, hxl="#org+funder"),
        field("visited_on", Day(), N_("Last visited on"), PUBLIC, hxl="#date+visited"),
        field("state", choice("upkeep_state"), N_("State at that visit"), PUBLIC, hxl="#status"),
        field("women_users", Whole(most=100), N_("Women among the users, per cent"), TEAM),
        field("users", Whole(most=1_000_000), N_("Users"), TEAM, hxl="#reached"),
        field("households", Whole(most=1_000_000), N_("Households among them"), TEAM),
    ),
    checks=(
        Past("handed_on"),
        Past("visited_on"),
        days("handed_on", "visited_on"),
        at_most("households", "users"),
    ),
)  # fmt: skip
