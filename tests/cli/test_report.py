"""`report joint-review`: the right place, the right period, and nothing that endangers anybody."""

import json
import os
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Run, looking_into, put

PERIOD = ("--from", "2026-08-01", "--to", "2026-11-30")


@pytest.fixture
def village(run: Run) -> str:
    """Records of one village; what must not be printed says CANARY."""
    [place] = put(
        run,
        "place",
        {"name": "Gorom", "pcode": "KE0104", "contact": "Office in Kelda"},
    )
    put(run, "place", {"name": "Dimtou", "pcode": "KE0107"}, {"name": "Dimtou", "pcode": "KE0207"})
    [meeting] = put(run, "meeting", {"title": "Well", "held_on": "2026-11-03", "place": "KE0104"})
    count = {"meeting": meeting, "place": "KE0104", "sex": "female", "age_group": "adult"}
    put(run, "attendance", {**count, "count": 41}, {**count, "sex": "male", "count": 3})
    promise = {"meeting": meeting, "promised_by": "us", "what": "Mend the pump"}
    put(run, "commitment", {**promise, "place": place, "who": "CANARY person"})
    said = {"received_on": "2026-11-04", "place": "KE0104"}
    put(
        run,
        "feedback",
        {**said, "level": 2, "summary": "More light"},
        {**said, "level": 5, "summary": "CANARY threat"},
    )
    incident = {"happened_on": "2026-11-02", "type": "threat", "place": "KE0104"}
    put(run, "incident", {**incident, "summary": "CANARY", "account": "CANARY"})
    return place


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("place", ["KE0104", "gorom", "Gorom"])
def test_a_paper_says_what_the_village_may_read_and_nothing_else(
    run: Run, village: str, tmp_path: Path, place: str
) -> None:
    file = tmp_path / "paper.pdf"

    done = run("report", "joint-review", "--place", place, *PERIOD, "-o", file, "--json")

    assert done.code == 0, done.err
    assert done.json["file"] == str(file)
    assert done.json["withheld"] == 1  # three men are too few to be counted in public
    text = text_of(file)
    assert "Mend the pump" in text
    assert "More light" in text
    assert "CANARY" not in text
    assert b"CANARY" not in file.read_bytes()
    assert done.json["code"] in text


def counted(text: str) -> list[str]:
    """Return the words of the part that says who came."""
    return text.partition("Who is here")[2].partition("What was promised")[0].split()


def test_the_missions_own_smallest_count_holds_for_the_paper(
    run: Run, village: str, tmp_path: Path
) -> None:
    [meeting] = put(run, "meeting", {"title": "Road", "held_on": "2026-11-04", "place": village})
    put(run, "attendance", {"meeting": meeting, "sex": "male", "age_group": "older", "count": 7})
    paper = ["report", "joint-review", "--place", "Gorom", *PERIOD, "--json", "-o"]

    before = run(*paper, tmp_path / "before.pdf")
    # Of another place: no paper may be read beside one that shows more.
    limit = {"name": "smallest_count", "value": 10, "decided_on": "2026-11-05"}
    put(run, "limit", {**limit, "place": "KE0107"})
    after = run(*paper, tmp_path / "after.pdf")

    assert (before.json["withheld"], after.json["withheld"]) == (1, 2)
    shown, left = (counted(text_of(tmp_path / f"{name}.pdf")) for name in ("before", "after"))
    assert "7" in shown
    assert "7" not in left
    assert "10" in left


def test_a_place_is_found_by_its_id_and_the_paper_speaks_the_language_asked_for(
    run: Run, village: str, tmp_path: Path
) -> None:
    pages = {}
    for language in ("en", "fr", "ar"):
        file = tmp_path / f"{language}.pdf"
        made = run(
            "report", "joint-review", "--place", village, *PERIOD, "--language", language,
            "-o", file, "--json",
        )  # fmt: skip
        assert made.code == 0
        assert made.json["pages"] == len(pypdfium2.PdfDocument(file))
        pages[language] = text_of(file)

    assert "Works and money" in pages["en"]
    assert "Works and money" not in pages["fr"] + pages["ar"]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("Gorum", "Near to it: Gorom"), ("Dimtou", "KE0107, KE0207"), ("", "Neither a place nor")],
)
def test_a_place_that_is_not_certain_makes_no_paper(
    run: Run, village: str, tmp_path: Path, place: str, sentence: str
) -> None:
    file = tmp_path / "paper.pdf"

    done = run("report", "joint-review", "--place", place, *PERIOD, "-o", file)

    assert done.code == 2
    assert sentence in done.err
    assert not file.exists()


def test_a_period_that_cannot_be_makes_no_paper(run: Run, village: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    paper = ["report", "joint-review", "--place", "Gorom", "-o", file]

    assert run(*paper, "--from", "2026-02-30", "--to", "2026-03-01").code == 2
    assert run(*paper, "--from", "2026-03-02", "--to", "2026-03-01").code == 2
    assert not file.exists()


def test_a_folder_that_is_not_there_gets_a_sentence(run: Run, village: str, tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "paper.pdf"

    done = run("report", "joint-review", "--place", "Gorom", *PERIOD, "-o", file)

    assert done.code == 1
    assert "cannot be written" in done.err


def test_a_look_at_a_paper_stores_nothing(run: Run, village: str) -> None:
    def found() -> list[dict[str, object]]:
        checks = run("doctor", "--json").json["checks"]
        return [each for each in checks if each["name"] != "audit log"]

    before = found()

    run("report", "joint-review", "--place", "Gorom", *PERIOD, "--preview")

    assert found() == before


def test_a_paper_that_is_made_is_out_until_its_answer_is_there(
    run: Run, village: str, tmp_path: Path
) -> None:
    asked = ("report", "joint-review", "--place", "gorom", *PERIOD, "--json", "-o")
    made = run(*asked, tmp_path / "a.pdf", "--read-on", "2026-12-05").json
    unread = run(*asked, tmp_path / "b.pdf").json
    refused = run("report", "joint-review", "--place", "nowhere", *PERIOD, "-o", tmp_path / "c.pdf")

    out = {each["paper_code"]: each for each in run("review", "open", "--json").json["reviews"]}

    assert refused.code == 2
    assert set(out) == {made["code"], unread["code"]}
    first, second = out[made["code"]], out[unread["code"]]
    assert (first["place"], first["held_on"]) == ("KE0104", "2026-12-05")
    assert (first["from_on"], first["to_on"]) == (PERIOD[1], PERIOD[3])
    assert (first["number"], second["number"]) == (1, 2)


def test_a_paper_is_printed_again_by_its_code_without_what_was_left_out(
    run: Run, village: str, folder: Path, tmp_path: Path
) -> None:
    [secret] = put(
        run, "commitment", {"place": "KE0104", "promised_by": "us", "what": "Secret path"}
    )
    first, again, poster = (tmp_path / f"{name}.pdf" for name in ("first", "again", "poster"))
    asked = ("report", "joint-review", "--place", "Gorom", *PERIOD, "--json", "-o", first)
    made = run(*asked, "--leave-out", f"{secret}.what", "--because", "They asked us").json

    large = ("report", "joint-review", "--code", made["code"].lower(), "--leaf", "large")
    assert run(*large, "-o", again, "--json").json["code"] == made["code"]
    assert run("report", "poster", "--code", made["code"], "-o", poster).code == 0

    for file in (first, again, poster):
        text = " ".join(text_of(file).split())
        assert "Mend the pump" in text
        assert "Secret path" not in text
    assert len(run("review", "open", "--json").json["reviews"]) == 1
    for _kind, _record, detail in printed(folder):
        assert json.loads(detail)["left_out"] == f"{secret}.what"
    shorter = ("report", "joint-review", "--code", made["code"], "-o", again)
    [promise] = [each["id"] for each in run("list", "commitment", "--json").json
                 if each["what"] == "Mend the pump"]  # fmt: skip
    assert run(*shorter, "--leave-out", f"{promise}.what", "--because", "Not now").code == 0
    assert "Secret path" not in text_of(again)
    assert "Mend" not in text_of(again)
    assert "The council" not in text_of(poster)
    assert run("report", "poster", "--code", "ZZZZ-ZZZZ", "-o", poster).code == 2


def test_the_code_of_a_paper_that_is_out_is_no_other_villages(
    run: Run, village: str, tmp_path: Path
) -> None:
    """Nor is a code what somebody makes up: on a paper it could be a telephone number."""
    put(run, "place", {"name": "Kelda", "pcode": "KE02"})
    paper, other = tmp_path / "paper.pdf", tmp_path / "other.pdf"
    made = run("report", "joint-review", "--place", "Gorom", *PERIOD, "-o", paper, "--json").json
    before = run("review", "open", "--json").json

    for sort in ("joint-review", "poster"):
        for code in (made["code"], "0912345678"):
            asked = ("--place", "Kelda", *PERIOD, "--code", code, "-o", other)
            refused = run("report", sort, *asked)
            assert refused.code == 2
            assert "--code alone" in refused.err

    assert not other.exists()
    assert run("review", "open", "--json").json == before


def test_a_paper_is_in_the_log_before_it_is_anywhere_and_for_nobody_else_to_read(
    run: Run, village: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    asked = ("report", "board", "--place", "Gorom", "-o")

    assert run(*asked, tmp_path / "file" / "board.pdf").code == 1

    assert len(printed(folder)) == 1
    assert run(*asked, tmp_path / "board.pdf").code == 0
    assert len(printed(folder)) == 2
    if os.name == "posix":
        assert (tmp_path / "board.pdf").stat().st_mode & 0o077 == 0


def test_a_paper_that_went_out_from_another_laptop_is_not_guessed_at(
    run: Run, village: str, tmp_path: Path
) -> None:
    review = {"held_on": "2026-11-10", "place": "KE0104", "paper_code": "GHTK-7K2M"}
    put(run, "joint_review", {**review, "from_on": PERIOD[1], "to_on": PERIOD[3]})
    file = tmp_path / "paper.pdf"

    for sort in ("joint-review", "poster"):
        refused = run("report", sort, "--code", "GHTK-7K2M", "-o", file)
        assert refused.code == 2
        assert "from another laptop" in refused.err
    assert not file.exists()
    assert run("report", "entry-sheet", "--code", "GHTK-7K2M", "-o", file).code == 0


def test_an_entry_sheet_asks_of_the_paper_what_the_window_asks(
    run: Run, village: str, tmp_path: Path
) -> None:
    put(run, "deliverable", {"title": "Well", "place": "KE0104"})
    paper, sheet = tmp_path / "paper.pdf", tmp_path / "sheet.pdf"
    asked = ("report", "joint-review", "--place", "Gorom", *PERIOD, "--json", "-o", paper)
    code = run(*asked).json["code"]

    done = run("report", "entry-sheet", "--code", code, "-o", sheet, "--json")

    assert done.json["code"] == code
    text = text_of(sheet)
    for words in (
        code,
        "Only for the mission's team",
        "3.1",
        "Mend the pump",
        "Both agree",
        "Well",
    ):
        assert words in text
    assert "CANARY" not in text
    assert run("report", "entry-sheet", "--code", "nothing", "-o", sheet).code == 2


def test_nobody_is_asked_to_sign_where_hands_are_counted(
    run: Run, village: str, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    asked = ("report", "joint-review", "--place", "Gorom", *PERIOD, "-o", file)

    assert run(*asked, "--no-signatures", "--save-toner", "--beside", "fr").code == 0

    text = " ".join(text_of(file).split())
    assert "Nobody signs this paper." in text
    assert "press your thumb" not in text
    assert "Ouvrages et argent" in text
    assert "Works and money" in text


def test_a_missions_own_pictograms_are_looked_through(
    run: Run, village: str, folder: Path, tmp_path: Path
) -> None:
    own = folder / "pictograms"
    own.mkdir()
    asked = ("report", "joint-review", "--place", "Gorom", *PERIOD, "-o", tmp_path / "paper.pdf")
    shape = '<path d="M2 2l20 20"/>'

    (own / "hammer.svg").write_text(f'<svg viewBox="0 0 24 24">{shape}</svg>', "utf-8")
    assert run("report", "pictograms", "--json").json["own"] == ["hammer"]
    assert run(*asked).code == 0

    (own / "hammer.svg").write_text(f'<svg viewBox="0 0 99 99">{shape}</svg>', "utf-8")
    refused = run(*asked)
    assert refused.code == 1
    assert "hammer.svg cannot be used" in refused.err


# ------------------------------------------------------------------ what it would tell


def printed(folder: Path) -> list[tuple[str, str, str]]:
    with looking_into(folder) as workspace:
        found = workspace.db.conn.execute(
            "SELECT kind, record, detail FROM audit WHERE act = 'printed' ORDER BY n"
        )
        return [(str(kind), str(record), str(detail)) for kind, record, detail in found]


def test_a_paper_with_a_number_to_call_in_somebodys_words_is_not_made(
    run: Run, village: str, folder: Path, tmp_path: Path
) -> None:
    [promise] = put(
        run, "commitment",
        {"place": "KE0104", "promised_by": "us", "what": "Call CANARY on 0912345678"},
    )  # fmt: skip
    file = tmp_path / "paper.pdf"
    asked = ("report", "joint-review", "--place", "KE0104", *PERIOD)
    left_out = ("--leave-out", f"{promise}.what")

    refused = run(*asked, "-o", file)
    silent = run(*asked, "-o", file, *left_out)
    telling = run(*asked, "-o", file, *left_out, "--because", "It has 0912345678 in it")
    assert not file.exists()
    done = run(*asked, "-o", file, *left_out, "--because", "A number of somebody", "--json")

    assert [refused.code, silent.code, telling.code, done.code] == [1, 2, 2, 0]
    assert f"--leave-out {promise}.what" in refused.err
    assert "What was promised" in refused.err
    for said in (refused.err, silent.err, telling.err, (folder / "log.txt").read_text("utf-8")):
        assert "CANARY" not in said
        assert "0912345678" not in said
    assert "CANARY" not in text_of(file)
    assert done.json["withheld"] == 2
    [(kind, record, detail)] = printed(folder)
    [review] = run("review", "open", "--json").json["reviews"]
    assert (kind, record) == ("joint_review", review["id"])
    assert json.loads(detail) == {
        "because": "A number of somebody",
        "code": done.json["code"],
        "language": "en",
        "left_out": f"{promise}.what",
        "pages": done.json["pages"],
        "paper": "joint_review",
    }


def test_a_preview_of_the_paper_says_what_it_tells_and_writes_nothing(
    run: Run, village: str, folder: Path
) -> None:
    put(
        run, "commitment",
        {"place": "KE0104", "promised_by": "us", "what": "Pay Sheikh Musa", "due_on": "2199-01-01"},
    )  # fmt: skip
    asked = ("report", "joint-review", "--place", "KE0104", *PERIOD, "--preview")

    told = run(*asked, "--json").json
    words = run(*asked, "--language", "fr")

    assert set(told) == {"tells", "stops", "findings"}
    assert told["stops"] == 2
    assert {one["reason"] for one in told["findings"] if one["stops"]} == {"movement", "title"}
    assert told["findings"][0]["part"] == 3
    assert (told["tells"]["persons"], told["tells"]["incidents"]) == (1, 0)
    assert "Musa" in words.out
    assert printed(folder) == []


def test_the_answer_of_a_paper_counts_what_it_tells(run: Run, village: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"

    done = run("report", "joint-review", "--place", "KE0104", *PERIOD, "-o", file, "--json")

    tells = done.json["tells"]
    assert {name: n for name, n in tells.items() if name not in ("future", "dates")} == {
        "persons": 0, "reach": 1, "places": 1, "counts": 2, "money": 0, "incidents": 0,
    }  # fmt: skip
    # From, to, and today, which is the last day on one day of the year.
    assert tells["future"] + tells["dates"] in (2, 3)


def test_a_paper_with_nowhere_to_put_it_is_a_wrong_question(run: Run, village: str) -> None:
    assert run("report", "joint-review", "--place", "KE0104", *PERIOD).code == 2
    assert run("report", "record", "--kind", "place", "--id", village).code == 2


def test_a_preview_of_the_paper_of_one_record_reads_it_with_its_rows(
    run: Run, village: str, folder: Path, tmp_path: Path
) -> None:
    put(run, "actor", {"name": "Deng Majok", "contact": "+211 912 345 678", "place": "KE0104"})
    [actor] = [one["id"] for one in run("list", "actor", "--json").json]
    asked = ("report", "record", "--kind", "actor", "--id", actor)

    told = run(*asked, "--preview", "--json").json
    run(*asked, "-o", tmp_path / "actor.pdf")

    reasons = {one["reason"] for one in told["findings"]}
    assert {"actor", "our_line", "place"} <= reasons
    assert [entry[:2] for entry in printed(folder)] == [("actor", actor)]
