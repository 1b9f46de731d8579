"""The invitation: a group and never a person, and a day of payment that stops it."""

from datetime import date

import pytest

from fieldapp.domain.hostile.reading import Known, read, stopping
from fieldapp.domain.papers.invitation import Invitation, invitation, told
from tests.domain.council.villages import GOROM, NEEDS, row
from tests.domain.papers.gorom import PLACE

KNOWN = Known(today=date(2026, 7, 2))
DAY = "2026-07-20"


def made(title: str, **more: str) -> Invitation:
    talk = row("meeting", "m", place=GOROM, held_on=DAY, title=title, **more)
    return invitation(NEEDS, PLACE, DAY, talk)


@pytest.mark.parametrize(("type", "group"), [("women", "women"), ("open", ""), ("other", "")])
def test_the_group_that_is_met_is_invited_and_else_everybody(type: str, group: str) -> None:
    assert made("The well", type=type).group == group


def test_its_day_is_told_and_does_not_stop_it() -> None:
    paper = made("The well")

    assert "future" in {finding.reason for finding in read(told(paper), KNOWN)}
    assert list(stopping(told(paper), KNOWN)) == []


@pytest.mark.parametrize("title", ["Salaries of the diggers are paid", "With Sheikh Ahmed Musa"])
def test_a_day_of_payment_and_a_name_stop_it(title: str) -> None:
    assert list(stopping(told(made(title)), KNOWN)) != []


def test_without_a_meeting_it_is_to_a_joint_review_of_everybody() -> None:
    paper = invitation(NEEDS, PLACE, DAY, None)

    assert (paper.about, paper.group, paper.on) == ("", "", DAY)
