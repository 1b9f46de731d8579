"""The paper of one record: what it shows, whom it says it is for, and what it leaves out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import COMMUNITY, Disclosed, Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.settle import Head
from fieldapp.language import load_language
from fieldapp.reports.record_sheet import (
    CannotPrintField,
    RecordPaper,
    draw_record_sheet,
)
from fieldapp.reports.sheet import Sheet
from tests.domain.records import OFFICER, PROTECTION, seen
from tests.reports import pdf
from tests.strategies import records

GOROM = seen("place", "g", name="Gorom", pcode="KE0101")
WORK = seen(
    "deliverable", "d1", title="School roof", place="KE0101", sector="education",
    status="ongoing", planned_end="2026-12-01", budget=12500.5, currency="USD",
)  # fmt: skip
THREAT = {"happened_on": "2026-11-02", "type": "threat", "place": "KE0101", "account": "CANARY"}


def paper(record: Disclosed, **rows: Sequence[Disclosed]) -> RecordPaper:
    return RecordPaper(record, rows, {"KE0101": GOROM}, "Amina Teyo", "2026-11-22")


def printed(folder: Path, made: RecordPaper, language: str = "en") -> list[str]:
    """The words of each page with one space between them."""
    file = folder / "record.pdf"
    pages = pdf.write_drawn(draw_record_sheet(Sheet(load_language(language)), made), file)
    found = [" ".join(page.split()) for page in pdf.pages(file)]
    assert len(found) == pages
    return found


def test_every_answer_stands_beside_its_question_in_words(tmp_path: Path) -> None:
    [page] = printed(tmp_path, paper(WORK))

    for words in (
        "Name of the work School roof",
        "Place Gorom",
        "Sector Education",
        "Status Under way",
        "Planned end 1 Dec 2026",
        "Money planned 12,500.5",
    ):
        assert words in page.replace("\xa0", " ")
    assert "Money spent" not in page


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_questions_and_codes_speak_the_language_of_the_paper(tmp_path: Path, language: str) -> None:
    [page] = printed(tmp_path, paper(WORK), language)

    assert "School roof" in page
    assert "Sector" not in page
    assert "Education" not in page


def test_an_arabic_paper_runs_from_the_right(tmp_path: Path) -> None:
    printed(tmp_path, paper(WORK), "ar")
    [boxes] = pdf.boxes(tmp_path / "record.pdf")

    title = next(box for box in boxes if "School" in box.text)
    label = next(box for box in boxes if "اسم" in box.text or box.bottom == title.bottom)
    assert label.right > title.right


def test_rows_are_a_table_where_it_fits_and_say_nothing_twice(tmp_path: Path) -> None:
    step = seen(
        "milestone", deliverable="d1", title="Beams up", due_on="2026-10-01", place="KE0101"
    )
    [page] = printed(tmp_path, paper(WORK, milestone=[step]))

    assert "Milestones" in page
    assert "Beams up" in page
    assert page.count("Gorom") == 1
    assert "d1" not in page.replace("Record d1", "")


def test_long_rows_stand_one_below_the_other(tmp_path: Path) -> None:
    meeting = seen("meeting", "m1", title="Well", held_on="2026-11-03")
    issues = [seen("issue", meeting="m1", said="The pump is dry. " * 9, topic="water")] * 30

    pages = printed(tmp_path, paper(meeting, issue=issues))

    assert len(pages) > 2
    assert sum(page.count("In their words") for page in pages) == 30


def test_a_paper_of_public_answers_alone_is_for_everybody(tmp_path: Path) -> None:
    [page] = printed(tmp_path, paper(WORK))

    assert "Not for the community" not in page


@pytest.mark.parametrize(
    ("made", "level"),
    [
        (paper(replace(WORK, values={**WORK.values, "note": "Ask the mayor"})), Level.TEAM),
        (paper(replace(WORK, withheld=1)), Level.TEAM),
        (paper(WORK, budget_line=[seen("budget_line", deliverable="d1", what="Nails")]), None),
        (paper(seen("incident", **THREAT)), Level.RESTRICTED),
        (paper(seen("incident", reader=OFFICER, **THREAT)), Level.TEAM),
        (paper(seen("incident", reader=COMMUNITY, **THREAT)), Level.TEAM),
        (paper(seen("meeting", title="Well", security_note="Guns")), Level.RESTRICTED),
        (paper(seen("feedback", received_on="2026-11-02", level=6, summary="x")), Level.RESTRICTED),
    ],
)
def test_a_paper_is_as_closed_as_the_most_closed_thing_on_it(
    made: RecordPaper, level: Level | None
) -> None:
    if level is None:
        row = made.rows["budget_line"][0]
        level = max(KINDS["budget_line"].level_of(name, row.values) for name in row.values)
    assert made.level is level


def test_the_name_of_a_linked_record_closes_the_paper_as_far_as_it_is_closed() -> None:
    named = replace(WORK, values={**WORK.values, "objective": "o1"})
    closed = seen("incident", **{**THREAT, "type": "sexual_violence", "account": None})

    assert replace(paper(named), linked={"o1": GOROM}).level is Level.PUBLIC
    assert replace(paper(named), linked={"o1": closed}).level is Level.RESTRICTED


def test_every_page_says_whom_it_is_for(tmp_path: Path) -> None:
    long = {**THREAT, "account": "Long account. " * 400}
    whole = seen("incident", reader=PROTECTION.without_mask(), **long)
    part = disclose(Record("incident", "i1", whole.values), OFFICER)

    pages = printed(tmp_path, paper(whole))
    [page] = printed(tmp_path, paper(part))

    assert len(pages) > 1
    assert all("Restricted: only for Amina Teyo" in one for one in pages)
    assert "Not for the community" in pages[0]
    assert "Only for the mission's team" in page


def test_what_is_withheld_is_counted_and_rows_of_it_are_not(tmp_path: Path) -> None:
    victims = [
        disclose(
            Record("victim", f"v{n}", seen("victim", incident="i1", sex="female", age_group="child",
                                           place="CANARY").values),
            OFFICER,
        )
        for n in range(3)
    ]  # fmt: skip
    part = seen("incident", "i1", reader=OFFICER, **THREAT)

    [page] = printed(tmp_path, paper(part, victim=victims))

    assert part.withheld == 1
    assert "13 answers are only for others." in page
    assert "CANARY" not in page
    assert "Victims" not in page


def test_answers_that_clash_are_said_to_differ(tmp_path: Path) -> None:
    heads = tuple(Head(fact, value, "", "", fact, fact) for fact, value in (("a", 1), ("b", 2)))
    [page] = printed(tmp_path, paper(replace(WORK, clashes={"spent": heads})))

    assert "Money spent Answers differ; nobody has settled it yet." in page


def test_a_character_without_a_font_is_named_with_its_question_and_nothing_is_left(
    tmp_path: Path,
) -> None:
    with pytest.raises(CannotPrintField) as refused:
        printed(tmp_path, paper(seen("meeting", title="CANARY ქ", held_on="2026-11-03")))

    assert "What it was about" in str(refused.value)
    assert "CANARY" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_the_same_record_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        pdf.write_drawn(draw_record_sheet(Sheet(load_language("en")), paper(WORK)), tmp_path / name)

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records, st.sampled_from((COMMUNITY, OFFICER, PROTECTION)))
def test_whatever_the_record_its_paper_shows_what_the_reader_may_see(
    tmp_path: Path, record: Record, reader: Reader
) -> None:
    words = {
        name: "".join(c if c not in "🌾村\u2028" else "-" for c in value)
        for name, value in record.values.items()
        if isinstance(value, str)
    }
    made = paper(disclose(replace(record, values={**record.values, **words}), reader))

    pages = "".join(printed(tmp_path, made))

    assert made.level <= max(reader.clearance, Level.TEAM)
    for field in KINDS[record.kind].fields:
        if field.name in made.record.values:
            assert "".join(field.label.split()) in "".join(pages.split())


def test_what_can_point_to_a_person_is_counted_and_not_printed(tmp_path: Path) -> None:
    masked = seen("incident", **{**THREAT, "account": "CANARY", "sources": "CANARY"})

    [page] = printed(tmp_path, paper(masked))

    assert "CANARY" not in page
    assert "2 answers can point to a person and are masked." in page
    assert "Keep it locked away" in page
