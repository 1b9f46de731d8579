"""The council's paper as a whole: its order, its silence about persons, its survival."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.council import CouncilPaper, PaperNeeds, Period, council_paper
from fieldapp.domain.council.paper import Promise
from fieldapp.domain.disclosure import COMMUNITY, disclose
from fieldapp.domain.record import Record
from fieldapp.language import Language, load_language
from fieldapp.reports.joint_review import (
    PARTS,
    SLIPS,
    CannotPrintPart,
    draw_joint_review,
)
from fieldapp.reports.leaf import A4
from fieldapp.reports.page import checksum_of
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.spans import without_controls
from tests.reports import pdf
from tests.reports.samples import CROWDED, EMPTY, ORDINARY
from tests.reports.samples_ar import ORDINARY as ARABIC

PAPERS = {"empty": EMPTY, "ordinary": ORDINARY, "arabic": ARABIC, "crowded": CROWDED}
CASES = [
    ("empty", "en"),
    ("empty", "ar"),
    ("ordinary", "en"),
    ("ordinary", "fr"),
    ("arabic", "ar"),
    ("crowded", "en"),
    ("crowded", "ar"),
]


def write_joint_review(
    paper: CouncilPaper, language: Language, path: Path, codes: Sequence[str] = ()
) -> int:
    return pdf.write_drawn(draw_joint_review(Sheet(language), paper, codes), path)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("papers")
    found = {}
    for name, code in CASES:
        found[name, code] = folder / f"{name}_{code}.pdf"
        write_joint_review(PAPERS[name], load_language(code), found[name, code], ["K7-Q2", "P4-T8"])
    return found


def squeezed(text: str) -> str:
    """Without spaces: a heading may be broken over two lines."""
    return re.sub(r"\s+", "", text)


def test_the_parts_are_those_that_were_agreed_in_that_order() -> None:
    assert [*(title for title, _part in PARTS), SLIPS] == [
        "Joint review with the village council",
        "Who is here",
        "What was promised last time",
        "You said, we did, we could not",
        "Works and money",
        "Safety",
        "Scorecard",
        "What works, what fails, what changes next",
        "Where we disagree",
        "Decisions and next steps",
        "The council's answer",
        "To tear off",
    ]


@pytest.mark.parametrize(("name", "code"), CASES)
def test_the_twelve_parts_stand_in_their_order(
    printed: dict[tuple[str, str], Path], name: str, code: str
) -> None:
    language = load_language(code)
    text = squeezed(" ".join(pdf.pages(printed[name, code])))
    place = 0
    for title in (*(title for title, _part in PARTS), SLIPS):
        found = text.find(squeezed(language.translate(title)), place)
        assert found >= 0, f"{title} is missing or out of order"
        place = found + 1


@pytest.mark.parametrize(
    ("name", "code"), [("ordinary", "en"), ("ordinary", "fr"), ("arabic", "ar")]
)
def test_an_ordinary_paper_has_at_most_four_sides_and_a_sheet_of_slips(
    printed: dict[tuple[str, str], Path], name: str, code: str
) -> None:
    assert len(pdf.pages(printed[name, code])) <= 5


@pytest.mark.parametrize(("name", "code"), CASES)
def test_every_page_has_code_and_checksum_and_a_number(
    printed: dict[tuple[str, str], Path], name: str, code: str
) -> None:
    language = load_language(code)
    paper = PAPERS[name]
    found = pdf.pages(printed[name, code])
    for number, page in enumerate(found, 1):
        assert paper.code in page
        assert checksum_of(paper, language) in page
        assert {str(number), str(len(found))} <= set(re.findall(r"\d+", page))


@pytest.mark.parametrize(("name", "code"), CASES)
def test_nothing_is_printed_outside_the_margins_or_over_something_else(
    printed: dict[tuple[str, str], Path], name: str, code: str
) -> None:
    left, right = A4.punched, A4.outer
    if load_language(code).rtl:
        left, right = right, left
    for page in pdf.boxes(printed[name, code]):
        body = [box for box in page if box.bottom > A4.bottom - 1]
        for box in page:
            assert box.left > left - 1
            assert box.right < A4.width - right + 1
            assert box.top < A4.height - A4.top + 1
        assert overlapping(body) == []


def overlapping(boxes: list[pdf.Box]) -> list[tuple[str, str]]:
    """Pairs of texts whose ink lies one over the other by more than a hair."""
    return [
        (one.text, other.text)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if min(one.top, other.top) - max(one.bottom, other.bottom) > 3
        and min(one.right, other.right) - max(one.left, other.left) > 1
    ]


def test_arabic_headings_and_cells_are_read_in_their_order(
    printed: dict[tuple[str, str], Path],
) -> None:
    text = " ".join(" ".join(pdf.pages(printed["arabic", "ar"])).split())

    for said in ("قرية النور", "إصلاح سقف المدرسة قبل الأمطار", "نقطة ماء في السوق", "لجنة الماء"):
        assert said in text


@pytest.mark.parametrize("written", ["10,250.5", "SD-2026/014", "+249912345678", "JR-GOROM-2026-3"])
def test_figures_and_references_run_from_left_to_right_on_the_arabic_paper(
    printed: dict[tuple[str, str], Path], written: str
) -> None:
    assert any(written in line for line in pdf.seen(printed["arabic", "ar"]))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (poppler-utils)")
def test_another_reader_program_finds_the_arabic_paper_in_its_order(
    printed: dict[tuple[str, str], Path],
) -> None:
    command = ["pdftotext", str(printed["arabic", "ar"]), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    plain = " ".join(without_controls(text).split())
    arabic = load_language("ar")

    place = 0
    for said in (
        arabic.translate(PARTS[0][0]),  # headings ...
        "الهاتف المجاني +249 91 234 5678",  # ... a list ...
        "قرية النور",
        "من 1 أغسطس 2026 إلى 22 نوفمبر 2026.",
        arabic.translate(PARTS[1][0]),
        "عُدّ الحضور في 4 اجتماعات من هذه الفترة.",  # ... paragraphs ...
        "من غاب: الرعاة، النازحون",
        arabic.translate(PARTS[2][0]),
        "البعثة: إصلاح سقف المدرسة قبل الأمطار",  # ... and cells, their lines in order
        "السبب: لم تستطع الشاحنة عبور الجسر.",
        "البعثة: دوريات في كل يوم سوق (UNMISS)",
        "البعثة: الرد على شكوى السياج رقم SD-2026/014",
        arabic.translate(PARTS[3][0]),
        "الصف عند المضخة طويل على كبار السن.",
        arabic.translate(PARTS[4][0]),
        "قيد التنفيذ. الموعد المقرر 15 ديسمبر 2026.",
        "18,400 USD",
        "جهة التنفيذ: مجموعة بنّائي النور",
        "جهة الصيانة: لجنة الماء",
        "10,250.50 USD",
        arabic.translate(PARTS[6][0]),
        "الدرجة 0 سيئة جداً، والدرجة 100 جيدة جداً.",
        "السبب: لا سقف",
    ):
        found = plain.find(said, place)
        assert found >= 0, f"{said} is missing or out of order"
        place = found + 1
    assert "الورقة JR-GOROM-2026-3 · رمز التحقق" in plain


def test_the_arabic_paper_is_mirrored(printed: dict[tuple[str, str], Path]) -> None:
    english = pdf.boxes(printed["ordinary", "en"])
    arabic = pdf.boxes(printed["arabic", "ar"])

    def places(pages: list[list[pdf.Box]], *said: str) -> list[float]:
        every = [box for page in pages for box in page]
        return [next(box.left for box in every if box.text == one) for one in said]

    women, men, girls = places(english, "62", "48", "17")
    assert women < men < girls
    women, men, girls = places(arabic, "62", "48", "17")
    assert women > men > girls


def test_nobody_is_named_and_small_counts_stay_small(tmp_path: Path) -> None:
    secret = replace(ORDINARY, withheld=7_919)
    path = tmp_path / "p.pdf"
    write_joint_review(secret, load_language("en"), path)

    text = " ".join(" ".join(pdf.pages(path)).split())

    assert "This paper contains no names of persons." in text
    assert "7,919" not in text
    assert "7919" not in text
    assert "Not shown" in text
    assert "a number below 5 is not shown" in text


def test_what_the_team_may_know_is_on_no_page(tmp_path: Path) -> None:
    """From records to paper: public words arrive, team and restricted ones do not."""
    records = (
        Record("place", "p1", {"name": "Gorom", "pcode": "SS01", "contact": "PUBLIC-DESK"}),
        Record(
            "meeting",
            "m1",
            {
                "held_on": "2026-10-01",
                "place": "SS01",
                "missing": ("women",),
                "missing_reason": "CANARY-REASON",
            },
        ),
        Record(
            "feedback",
            "f1",
            {"received_on": "2026-10-02", "place": "SS01", "level": 2, "summary": "PUBLIC-WISH"},
        ),
        Record(
            "feedback",
            "f2",
            {"received_on": "2026-10-03", "place": "SS01", "level": 6, "summary": "CANARY-ABUSE"},
        ),
        Record(
            "deliverable",
            "d1",
            {"title": "PUBLIC-WELL", "place": "SS01", "note": "CANARY-NOTE"},
        ),
    )
    by_kind: dict[str, list[object]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(disclose(record, COMMUNITY))
    needs = PaperNeeds(
        code="JR-1",
        made_on="2026-11-22",
        period=Period("2026-08-01", "2026-11-22"),
        places=frozenset({"SS01", "p1"}),
        place_name="Gorom",
    )
    path = tmp_path / "c.pdf"

    write_joint_review(council_paper(needs, by_kind), load_language("en"), path)  # type: ignore[arg-type]

    text = " ".join(pdf.pages(path))
    for said in ("PUBLIC-DESK", "PUBLIC-WISH", "PUBLIC-WELL"):
        assert said in text
    assert "CANARY" not in text
    assert "CANARY" not in pdf.streams(path) + path.read_text("latin-1")


def test_where_nothing_is_on_record_the_paper_says_so(
    printed: dict[tuple[str, str], Path],
) -> None:
    text = " ".join(" ".join(pdf.pages(printed["empty", "en"])).split())

    for said in (
        "No meeting is on record for this period.",
        "No promise is on record.",
        "Nothing is on record that you told us.",
        "No work is on record.",
        "No score is on record.",
        "No disagreement is on record.",
    ):
        assert said in text


def test_no_promise_work_or_step_of_a_crowded_paper_is_lost(
    printed: dict[tuple[str, str], Path],
) -> None:
    text = " ".join(pdf.pages(printed["crowded", "en"]))

    assert [n for n in range(39) if f"Promise {n}:" not in text] == []
    assert [n for n in range(1, 26) if not re.search(rf"Work {n}\b", text)] == []
    assert text.count("Handed over") == sum(len(work.steps) // 5 for work in CROWDED.works)


def test_a_slip_has_its_code_and_says_neither_place_nor_project(
    printed: dict[tuple[str, str], Path],
) -> None:
    last = pdf.pages(printed["ordinary", "en"])[-1]
    slips = last.split("Do you want to ask")[1:]

    assert ["K7-Q2" in slips[0], "P4-T8" in slips[1]] == [True, True]
    for slip in slips:
        said = slip.split("Page ")[0]
        assert "Gorom" not in said
        assert "mission" not in said


def test_without_a_code_a_slip_has_a_line_to_write_one_on(tmp_path: Path) -> None:
    write_joint_review(ORDINARY, load_language("en"), tmp_path / "s.pdf")

    assert pdf.pages(tmp_path / "s.pdf")[-1].count("Say or write this code:") == 1


@pytest.mark.parametrize(("name", "code"), CASES)
def test_only_our_fonts_are_in_the_file_and_only_parts_of_them(
    printed: dict[tuple[str, str], Path], name: str, code: str
) -> None:
    path = printed[name, code]
    names = pdf.fonts(path)

    assert names
    assert all(re.fullmatch(r"[A-Z]{6}\+(NotoSans|Vazirmatn)-(Regular|Bold)", n) for n in names)
    assert pdf.embedded_files(path) == len(names)
    assert "Helvetica" not in pdf.streams(path)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_same_paper_gives_the_same_bytes_and_another_does_not(
    tmp_path: Path, printed: dict[tuple[str, str], Path], code: str
) -> None:
    language = load_language(code)
    name = "arabic" if code == "ar" else "ordinary"
    write_joint_review(PAPERS[name], language, tmp_path / "again.pdf", ["K7-Q2", "P4-T8"])

    assert (tmp_path / "again.pdf").read_bytes() == printed[name, code].read_bytes()
    other = replace(PAPERS[name], worked="Something else")
    assert checksum_of(other, language) != checksum_of(PAPERS[name], language)
    assert re.fullmatch("[0-9A-F]{4}-[0-9A-F]{4}", checksum_of(other, language))


def test_a_character_that_no_font_has_stops_the_paper_and_names_the_part(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    paper = replace(ORDINARY, worked="CANARY \u0ba4")

    with pytest.raises(CannotPrintPart) as raised:
        write_joint_review(paper, load_language("en"), path)

    assert raised.value.facts == {"part": 8, "character": "U+0BA4 TAMIL LETTER TA"}
    assert "CANARY" not in str(raised.value)
    assert not path.exists()


SAID = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x6FF), max_size=400)


def paper_with(said: list[str]) -> CouncilPaper:
    """A paper whose texts are anything at all."""
    place, promise, step, title, words, dispute = said
    work = replace(
        ORDINARY.works[0],
        title=title,
        steps=(replace(ORDINARY.works[0].steps[2], title=step, their_words=words),),
    )
    return replace(
        ORDINARY,
        place=place,
        promises=(Promise("us", promise, "open", words, "", late=False),),
        works=(work,),
        disputes=(replace(ORDINARY.disputes[0], ours=dispute, theirs=words),),
    )


@settings(max_examples=40)
@given(said=st.lists(SAID, min_size=6, max_size=6), code=st.sampled_from(["en", "fr", "ar"]))
def test_any_words_are_printed_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, said: list[str], code: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.pdf"
    language: Language = load_language(code)
    path.unlink(missing_ok=True)
    try:
        count = write_joint_review(paper_with(said), language, path)
    except CannotPrintPart:
        assert not path.exists()
    else:
        assert count == len(pdf.pages(path)) >= 3
