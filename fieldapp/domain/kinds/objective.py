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
        field("level", choice("objective_level"), N_("Level"), PUBLIC),
        field("part_of", Link("objective"), N_("Part of"), PUBLIC),
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field(
            "shaped_by", choices("component"), N_("Who shaped it"), PUBLIC,
            help=N_("Only who sat at the table when it was written."),
        ),
        field("groups", choices("group"), N_("Groups that were heard"), PUBLIC),
        field("led_by", choice("party"), N_("Led by"), PUBLIC),
        field("from_on", Day(), N_("From"), PUBLIC, hxl="#date+start"),
        field("until_on", Day(), N_("To"), PUBLIC, hxl="#date+end"),
        field("note", Text(lines=3), N_("Note"), TEAM),
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
        field("what", Text(), N_("What the community wants"), PUBLIC, required=True),
        field("place", PlaceRef(), N_("Place"), PUBLIC),
        field("sector", choice("sector"), N_("Sector"), PUBLIC),
        field("ranked_on", Day(), N_("Ranked on"), PUBLIC, required=True),
        field("rank", Whole(1, 50), N_("Rank of all together"), PUBLIC),
        field(
            "rank_women", Whole(1, 50), N_("Rank of the women"), PUBLIC,
            help=N_("Ranked apart, before all rank together."),
        ),
        field("rank_men", Whole(1, 50), N_("Rank of the men"), PUBLIC),
        field("rank_youth", Whole(1, 50), N_("Rank of the young"), PUBLIC),
        field("objective", Link("objective"), N_("Serves the objective"), PUBLIC),
        field("deliverable", Link("deliverable"), N_("Became the work"), PUBLIC),
    ),
)  # fmt: skip
