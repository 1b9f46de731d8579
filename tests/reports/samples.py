"""Papers that the tests print: an empty one, an ordinary one, one with far too much."""

from dataclasses import replace

from fieldapp.domain.council import CouncilPaper, Period
from fieldapp.domain.council.paper import (
    Answer,
    Check,
    Count,
    Dispute,
    Money,
    NextStep,
    Presence,
    Promise,
    Safety,
    Scored,
    Step,
    Work,
)

NOBODY = Count(0)

EMPTY = CouncilPaper(
    code="JR-EMPTY-2",  # a checksum with letters: pdfium takes one of digits alone apart in Arabic
    made_on="2026-11-22",
    period=Period("2026-08-01", "2026-11-22"),
    place="Gorom",
    languages="",
    contact="",
    complaints=(),
    review_number=None,
    presence=Presence(0, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY),
    missing=(),
    promises=(),
    answers=(),
    works=(),
    safety=Safety("", "", "", ""),
    scores=(),
    worked="",
    failed="",
    changes="",
    disputes=(),
    next_steps=(),
    next_on="",
    smallest_count=5,
    withheld=0,
)

WATER = Work(
    title="Water point at the market",
    sector="water",
    status="ongoing",
    planned_end="2026-12-15",
    actual_end="",
    money=Money(planned=18_400, spent=11_960, currency="USD", local_share=62),
    led_by="them",
    built_by="Masons' group of Gorom",
    maintained_by="Water committee",
    community_gives="Sand, stones and two watchmen",
    steps=(
        Step("Place chosen together", "2026-08-20", "2026-08-18", "done", "done", ""),
        Step("Drilling", "2026-09-30", "2026-10-06", "done", "done", ""),
        Step("Apron and drain", "2026-11-10", "", "done", "partly", "The drain ends in the path."),
        Step("Pump fitted", "2026-12-01", "", "started", "", ""),
        Step("Handed over", "2026-12-15", "", "planned", "", ""),
    ),
    checks=(
        Check("The water is clean", "confirmed", "confirmed", "It tastes good.", True),
        Check("The drain works", "confirmed", "disputed", "", False),
    ),
)

SCHOOL = Work(
    title="School roof",
    sector="education",
    status="suspended",
    planned_end="2026-10-01",
    actual_end="",
    money=Money(planned=9_000, spent=10_250.5, currency="USD", local_share=None),
    led_by="us",
    built_by="",
    maintained_by="",
    community_gives="",
    steps=(
        Step("Old sheets taken down", "2026-08-10", "2026-08-11", "done", "done", ""),
        Step("New sheets nailed", "2026-10-01", "", "not_done", "not_done", "We wait."),
    ),
    checks=(),
)

ORDINARY = replace(
    EMPTY,
    code="JR-GOROM-2026-3",
    languages="Bari, Juba Arabic",
    contact="Field office at the county headquarters, every market day",
    complaints=(
        "The box at the health post, opened by the women's group",
        "Free telephone 7070",
        "The county ombudsman, who is not part of us",
    ),
    review_number=3,
    presence=Presence(4, Count(62), Count(48), Count(17), Count(9), Count(0, more=True), Count(6)),
    missing=("herders", "displaced"),
    promises=(
        Promise("us", "Repair the roof of the school before the rains", "not_kept",
                "The truck could not pass the bridge.", "2026-12-20", late=False),
        Promise("us", "Patrols on every market day", "kept", "", "2026-11-01", late=False),
        Promise("us", "Answer the complaint about the fence", "open", "", "2026-11-10", late=True),
        Promise("them", "Sand and stones for the water point", "kept", "", "2026-09-15",
                late=False),
        Promise("others", "A teacher for the upper class, from the county", "dropped",
                "The county has no budget this year.", "", late=False),
    ),
    answers=(
        Answer("The queue at the pump is too long for the old.", "did",
               "A bench was built and the old go first."),
        Answer("The fence takes a part of the football field.", "pending", ""),
        Answer("Build a second clinic.", "could_not", "The money is for one clinic per county."),
    ),
    works=(WATER, SCHOOL),
    safety=Safety("less_safe", "same", "", "Lamps at the water point; patrols on market days"),
    scores=(
        Scored("Water", 55, 70, 62, "Far for those at the hill"),
        Scored("School", 30, 25, 12, "No roof"),
        Scored("How we are listened to", 81, 74, None, ""),
    ),
    worked="The water committee meets each week and writes down what it spends.",
    failed="",
    changes="The roof money moves to the truck hire. The council decided this with the mission.",
    disputes=(
        Dispute("The drain is finished.", "The drain ends in the path.",
                "Look at it together after the next rain", "them", "2026-12-05",
                "Lead it to the banana garden"),
    ),
    next_steps=(
        NextStep("Finish the drain", "us", "2026-12-05"),
        NextStep("Choose two watchmen", "them", "2026-11-30"),
    ),
    next_on="2027-02-19",
    withheld=2,
)  # fmt: skip

ENDLESS_WORD = "Donaudampfschifffahrtsgesellschaft" * 12
ENDLESS_TEXT = "The council said this, and then it said that, and nobody wrote it shorter. " * 90

CROWDED = replace(
    ORDINARY,
    code="JR-CROWDED-9",
    place="Gorom " + "by the long river " * 6,
    languages="Bari, " * 40,
    complaints=("Way " + ENDLESS_WORD,) * 6,
    missing=("women", "youth", "older", "disability", "displaced", "herders", "x-river-people"),
    promises=(
        *(
            replace(ORDINARY.promises[number % 5], what=f"Promise {number}: {ENDLESS_WORD}")
            for number in range(39)
        ),
        replace(ORDINARY.promises[0], what=ENDLESS_TEXT, reason=ENDLESS_TEXT),
    ),
    answers=(Answer(ENDLESS_TEXT, "did", ENDLESS_TEXT),) * 2,
    works=tuple(
        replace(
            WATER,
            title=f"Work {number} {ENDLESS_WORD[: 40 * (number % 3)]}",
            sector=sector,
            steps=WATER.steps * (number % 6),
            money=Money(10_000.0, number * 1_300.0, "SSP", number * 4),
        )
        for number, sector in enumerate(
            ("water", "health", "roads", "justice", "x-boats", "") * 5, start=1
        )
    )[:25],
    scores=ORDINARY.scores * 12,
    worked=ENDLESS_TEXT,
    disputes=(replace(ORDINARY.disputes[0], theirs=ENDLESS_TEXT, due_on=""),) * 4,
    next_steps=ORDINARY.next_steps * 20,
)
