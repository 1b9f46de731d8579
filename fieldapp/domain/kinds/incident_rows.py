"""What belongs to an incident, row by row: victims, sources, actors, consent, referral, response.

Every field is restricted: with the incident's place and day, a count can be enough to know a
person, and so can the day of a referral.
"""

from fieldapp.domain.checks import Needs, Past, at_most, days
from fieldapp.domain.fieldtypes import AGE, Day, Link, PlaceRef, Text, Whole, YesNo, choice
from fieldapp.domain.schema import Field, RecordKind, When, field
from fieldapp.language import N_


def _incident() -> Field:
    return field("incident", Link("incident"), N_("Incident"), required=True)


VICTIM = RecordKind(
    name="victim",
    label=N_("Victims"),
    plural=N_("Victims"),
    title="age_group",
    parent="incident",
    fields=(
        _incident(),
        field("place", PlaceRef(), N_("Place"), hxl="#loc+code"),
        field("sex", choice("sex"), N_("Sex"), required=True, hxl="#group+sex"),
        field(
            "age_group", AGE, N_("Age group"), required=True, hxl="#group+age",
            help=N_("As it was told or counted: years, a range such as 18-49, or a word."),
        ),
        field(
            "civilian", choice("civilian_status"), N_("Civilian or fighter"), hxl="#group+status",
        ),
        field(
            "displacement", choice("displacement_status"), N_("Displaced or resident"),
            hxl="#group+displacement",
        ),
        field("killed_min", Whole(), N_("Killed, at least"), hxl="#affected+killed+min"),
        field("killed_max", Whole(), N_("Killed, at most"), hxl="#affected+killed+max"),
        field("injured_min", Whole(), N_("Wounded, at least"), hxl="#affected+injured+min"),
        field("injured_max", Whole(), N_("Wounded, at most"), hxl="#affected+injured+max"),
        field("abducted_min", Whole(), N_("Abducted, at least"), hxl="#affected+abducted+min"),
        field("abducted_max", Whole(), N_("Abducted, at most"), hxl="#affected+abducted+max"),
    ),
    checks=tuple(
        at_most(f"{harm}_min", f"{harm}_max", hard=True)
        for harm in ("killed", "injured", "abducted")
    ),
)  # fmt: skip

INCIDENT_SOURCE = RecordKind(
    name="incident_source",
    label=N_("Source"),
    plural=N_("Sources"),
    title="kind_of_source",
    day="heard_on",
    parent="incident",
    fields=(
        _incident(),
        field("place", PlaceRef(), N_("Place"), hxl="#loc+code"),
        field(
            "kind_of_source", choice("source_kind"), N_("Who says it"), required=True,
            hxl="#meta+source",
        ),
        field("heard_on", Day(), N_("Heard on"), hxl="#date"),
        field(
            "reliability", choice("reliability"), N_("How reliable they usually are"),
            hxl="#meta+reliability",
        ),
        field("independent", YesNo(), N_("Does not repeat another source")),
        field(
            "reference", Text(), N_("Where to find it again"), identifies=True,
            help=N_("A file number or a document. Never the name of a person."),
        ),
    ),
    checks=(Past("heard_on"),),
)  # fmt: skip

INCIDENT_ACTOR = RecordKind(
    name="incident_actor",
    label=N_("Alleged actor"),
    plural=N_("Alleged actors"),
    title="described",
    parent="incident",
    fields=(
        _incident(),
        field("place", PlaceRef(), N_("Place"), hxl="#loc+code"),
        field("actor", Link("actor"), N_("Known as the actor"), identifies=True),
        field(
            "described", Text(), N_("As they were described"), required=True, identifies=True,
            hxl="#group+perp",
        ),
        field("component", choice("component"), N_("Part in the area"), hxl="#group+perp+type"),
        field("involvement", choice("involvement"), N_("What they are said to have done")),
        field("certainty", choice("standard_of_proof"), N_("How sure it is")),
    ),
)  # fmt: skip

CONSENT = RecordKind(
    name="consent",
    label=N_("Consent"),
    plural=N_("Consent for each purpose"),
    title="purpose",
    day="answered_on",
    parent="incident",
    fields=(
        _incident(),
        field("place", PlaceRef(), N_("Place"), hxl="#loc+code"),
        field(
            "purpose", choice("consent_purpose"), N_("What for"), required=True,
            hxl="#meta+purpose",
        ),
        field(
            "answer", choice("consent_answer"), N_("Answer"), required=True, careful=True,
            hxl="#status",
        ),
        field("answered_on", Day(), N_("Answered on"), hxl="#date+answered"),
        field(
            "by_proxy", YesNo(), N_("Given by somebody responsible"),
            help=N_("For a child: by a caregiver who is not involved, and with the child's will."),
        ),
    ),
    checks=(Past("answered_on"),),
)  # fmt: skip

REFERRAL = RecordKind(
    name="referral",
    label=N_("Referral"),
    plural=N_("Referrals"),
    title="service",
    day="offered_on",
    parent="incident",
    fields=(
        _incident(),
        field("place", PlaceRef(), N_("Where the service is"), hxl="#loc+code"),
        field("service", choice("service"), N_("Service"), required=True, hxl="#service"),
        field("offered_on", Day(), N_("Offered on"), hxl="#date"),
        field("outcome", choice("referral"), N_("Answer"), careful=True, hxl="#status"),
        field(
            "referred_on", Day(), N_("Referred on"), when=When("outcome", ("referred",)),
            hxl="#date+referred",
            help=N_("Only with consent to be referred: a row of “Consent for each purpose”."),
        ),
        field("reached_on", Day(), N_("Service reached on"), when=When("outcome", ("referred",))),
        field(
            "code", Text(), N_("Code to reach the person by"), identifies=True,
            help=N_("A code agreed with the service. Never a name, a number or a house."),
        ),
    ),
    checks=(
        Past("offered_on"),
        days("offered_on", "referred_on", hard=True),
        days("referred_on", "reached_on", hard=True),
        Needs("referred_on", When("outcome", ("referred",))),
    ),
)  # fmt: skip

INCIDENT_RESPONSE = RecordKind(
    name="incident_response",
    label=N_("Response"),
    plural=N_("Response"),
    title="step",
    day="on",
    parent="incident",
    fields=(
        _incident(),
        field("place", PlaceRef(), N_("Place"), hxl="#loc+code"),
        field("step", choice("response_step"), N_("Step taken"), required=True, hxl="#operations"),
        field("on", Day(), N_("Day"), required=True, hxl="#date"),
        field(
            "at", Whole(most=23), N_("Hour, 0 to 23"),
            help=N_("Local time, as far as it is known."),
        ),
        field("by", choice("role"), N_("By whom")),
        field("component", choice("component"), N_("Part of the mission")),
        field(
            "note", Text(lines=2), N_("What was done"), identifies=True, hxl="#description",
        ),
    ),
    checks=(Past("on"),),
)  # fmt: skip
