"""Whether it helps: indicators of civilian, security and development work, and what was seen."""

from fieldapp.domain.checks import Past, days
from fieldapp.domain.fieldtypes import Day, Link, Number, PlaceRef, Text, choice
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

INDICATOR = RecordKind(
    name="indicator",
    label=N_("Indicator"),
    plural=N_("Indicators"),
    title="name",
    placed=False,
    fields=(
        field("name", Text(), N_("What is measured"), PUBLIC, required=True, hxl="#indicator+name"),
        field("code", Text(), N_("Code"), PUBLIC, hxl="#indicator+code"),
        field("work", choice("field_of_work"), N_("Part of the work"), PUBLIC, hxl="#sector"),
        field("about", choice("measure_of"), N_("About"), PUBLIC, hxl="#indicator+type"),
        field("objective", Link("objective"), N_("Serves the objective"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("measure", choice("measure"), N_("Measured in"), PUBLIC, hxl="#meta+measure"),
        field(
            "direction", choice("direction"), N_("What is better"), PUBLIC, required=True,
            hxl="#meta+direction",
        ),
        field(
            "baseline", Number(-1e15), N_("At the beginning"), PUBLIC,
            hxl="#indicator+num+baseline",
            help=N_("How it stood before the work began. Progress is counted from here."),
        ),
        field(
            "baseline_on", Day(), N_("Measured at the beginning on"), PUBLIC, hxl="#date+baseline",
        ),
        field(
            "target", Number(-1e15), N_("Aim"), PUBLIC, hxl="#indicator+num+target",
            help=N_("Where it is meant to be."),
        ),
        field("target_on", Day(), N_("Aim until"), PUBLIC, hxl="#date+target"),
        field("source", Text(), N_("Where the figures come from"), PUBLIC, hxl="#meta+source"),
        field("method", Text(lines=2), N_("How it is counted"), PUBLIC, hxl="#meta+method"),
    ),
    checks=(days("baseline_on", "target_on", hard=True),),
)  # fmt: skip

OBSERVATION = RecordKind(
    name="observation",
    label=N_("Observation"),
    plural=N_("Observations"),
    title="value",
    day="observed_on",
    parent="indicator",
    fields=(
        field("indicator", Link("indicator"), N_("Indicator"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("observed_on", Day(), N_("Observed on"), PUBLIC, required=True, hxl="#date"),
        field("value", Number(-1e15), N_("Value"), PUBLIC, required=True, hxl="#indicator+num"),
        field("group", choice("group"), N_("For the group"), PUBLIC, hxl="#group"),
        field("source", Text(), N_("Source"), TEAM, hxl="#meta+source"),
        field("note", Text(lines=2), N_("Note"), TEAM, hxl="#description"),
    ),
    checks=(Past("observed_on"),),
)  # fmt: skip
