"""Parts 1 and 2: what the paper is, and who is here."""

from dataclasses import replace
from pathlib import Path

from fieldapp.domain.council.paper import Count, Presence
from fieldapp.reports.council.opening import cover, who_is_here
from tests.reports.council.printed import printed
from tests.reports.samples import EMPTY, ORDINARY


def test_the_cover_names_place_period_languages_and_ways_to_complain(tmp_path: Path) -> None:
    text = printed(cover, ORDINARY, tmp_path)

    for said in (
        "Gorom",
        "Review number 3",
        "1 Aug 2026",
        "22 Nov 2026",
        "Bari, Juba Arabic",
        "This paper contains no names of persons.",
        "Free telephone 7070",
        "who is not part of us",
    ):
        assert said in text


def test_a_cover_without_contact_and_languages_leaves_room_for_them(tmp_path: Path) -> None:
    text = printed(cover, EMPTY, tmp_path)

    assert "Read aloud in:" in text
    assert "Review number" not in text


def test_counts_are_printed_and_of_withheld_ones_only_that_they_are(tmp_path: Path) -> None:
    text = printed(who_is_here, ORDINARY, tmp_path)

    for number in ("62", "48", "17", "9", "6"):
        assert number in text.split()
    assert text.count("Not shown") == 1
    assert "a number below 5 is not shown" in " ".join(text.split())


def test_the_smallest_count_is_the_missions_own(tmp_path: Path) -> None:
    withheld = Count(0, more=True)
    paper = replace(ORDINARY, presence=Presence(1, *[withheld] * 6), smallest_count=10)

    text = " ".join(printed(who_is_here, paper, tmp_path).split())

    assert text.count("Not shown") == 6
    assert "a number below 10 is not shown" in text


def test_where_some_are_withheld_the_others_are_told_as_more_than_so_many(tmp_path: Path) -> None:
    withheld, none = Count(0, more=True), Count(0)
    shown = Presence(3, Count(73, more=True), withheld, none, none, none, none)

    text = " ".join(printed(who_is_here, replace(ORDINARY, presence=shown), tmp_path).split())

    assert text.count("More than") == text.count("Not shown") == 1
    assert "73" in text


def test_where_nothing_is_withheld_nothing_is_said_of_it(tmp_path: Path) -> None:
    shown = Presence(3, *[Count(7)] * 6)
    paper = replace(ORDINARY, presence=shown, withheld=0)

    assert "protect" not in printed(who_is_here, paper, tmp_path)


def test_nobody_counted_is_not_printed_as_nobody_came(tmp_path: Path) -> None:
    text = printed(who_is_here, EMPTY, tmp_path)

    assert "0" not in text
    assert "Count who is here today." in text


def test_missing_groups_are_named(tmp_path: Path) -> None:
    assert "Herders, Displaced people" in printed(who_is_here, ORDINARY, tmp_path)
