"""What all of it is for: objectives with who shaped them, and what the community puts first."""

from fieldapp.domain.checks import days
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Text, Whole, choice, choices
from fieldapp.domain.schema import Level, RecordKind, field
from fieldapp.language import N_

PUBLIC, TEAM, RESTRICTED = Level.PUBLIC, Level.TEAM, Level.RESTRICTED

OBJECTIVE = RecordKind(
    name="objective",
    label=N_("Objective"),
    plural=N_("Objectives"),
    title="title",
    day="until_on",
    placed=False,
    fields=(
        field("title", Text(), N_("Objective"), PUBLIC, required=True, hxl="#output+name"),
        field("level", choice("objective_level"), N_("Level"), PUBLIC, hxl="#output+type"),
        field(
            "part_of", Link("objective"), N_("Part of"), PUBLIC,
            help=N_("The larger objective that this one serves."),
        ),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field(
            "shaped_by", choices("component"), N_("Who shaped it"), PUBLIC, hxl="#org+type",
            help=N_("Only who sat at the table when it was written."),
        ),
        field("groups", choices("group"), N_("Groups that were heard"), PUBLIC, hxl="#group"),
        field("led_by", choice("party"), N_("Led by"), PUBLIC),
        field("from_on", Day(), N_("From"), PUBLIC, hxl="#date+start"),
        field("until_on", Day(), N_("To"), PUBLIC, hxl="#date+end"),
        field("note", Text(lines=3), N_("Note"), TEAM, hxl="#description"),
    ),
    checks=(days("from_on", "until_on", hard=True),),
)  # fmt: skip

PRIORITY = RecordKind(
    name="priority",
    label=N_("Priority"),
    plural=N_("Priorities"),
    title="what",
    day="ranked_on",
    fields=(
        field(
            "what", Text(), N_("What the community wants"), PUBLIC, required=True,
            hxl="#inneed+name",
        ),
        field("place", PlaceRef(), N_("Place"), PUBLIC, hxl="#loc+code"),
        field("sector", choice("sector"), N_("Sector"), PUBLIC, hxl="#sector"),
        field("ranked_on", Day(), N_("Ranked on"), PUBLIC, required=True, hxl="#date"),
        field("rank", Whole(1, 50), N_("Rank of all together"), PUBLIC, hxl="#priority"),
        field(
            "rank_women", Whole(1, 50), N_("Rank of the women"), PUBLIC, hxl="#priority+f",
            help=N_("Ranked apart, before all rank together."),
        ),
        field("rank_men", Whole(1, 50), N_("Rank of the men"), PUBLIC, hxl="#priority+m"),
        field(
            "rank_youth", Whole(1, 50), N_("Rank of the young"), PUBLIC,
            hxl="#priority+adolescents",
        ),
        field("objective", Link("objective"), N_("Serves the objective"), PUBLIC),
        field("deliverable", Link("deliverable"), N_("Became the work"), PUBLIC),
    ),
)  # fmt: skip
