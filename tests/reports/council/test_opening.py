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


def test_counts_are_printed_and_small_ones_only_as_small(tmp_path: Path) -> None:
    text = printed(who_is_here, ORDINARY, tmp_path)

    for number in ("62", "48", "17", "9", "6"):
        assert number in text.split()
    assert text.count("Fewer than") == 1


def test_the_smallest_count_is_the_missions_own(tmp_path: Path) -> None:
    few = Count(0, few=True)
    paper = replace(ORDINARY, presence=Presence(1, few, few, few, few, few, few), smallest_count=10)

    text = printed(who_is_here, paper, tmp_path)

    assert text.count("Fewer than") == 6
    assert text.count("10") == 6


def test_a_few_of_several_meetings_are_told_without_a_number_that_is_not_true(
    tmp_path: Path,
) -> None:
    few, none = Count(0, few=True), Count(0)
    shown = Presence(3, Count(73, few=True), few, none, none, none, none)

    text = " ".join(printed(who_is_here, replace(ORDINARY, presence=shown), tmp_path).split())

    assert "More than" in text
    assert "73" in text
    assert text.count("Fewer than") == text.count("at each meeting") == 1
    alone = replace(ORDINARY, presence=replace(shown, meetings=1))
    assert "at each meeting" not in printed(who_is_here, alone, tmp_path)


def test_nobody_counted_is_not_printed_as_nobody_came(tmp_path: Path) -> None:
    text = printed(who_is_here, EMPTY, tmp_path)

    assert "0" not in text
    assert "Count who is here today." in text


def test_missing_groups_are_named(tmp_path: Path) -> None:
    assert "Herders, Displaced people" in printed(who_is_here, ORDINARY, tmp_path)
