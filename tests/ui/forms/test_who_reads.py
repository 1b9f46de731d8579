"""Who can read a section in confidence is told by name."""

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, RESTRICTED
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.readers import Part, ReaderEntry
from fieldapp.ui import saving
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.forms.who_reads import MOST_NAMES, who_banner
from fieldapp.ui.look import Look
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.session import Session

AMINA = ReaderEntry("Amina Teyo", "0011223344556677", "protection", 1, "", "oak river stone")
NYANDENG = ReaderEntry("Nyandeng Lual", "8899aabbccddeeff", "protection", 2, "", "goat lamp hill")


def said(banner: Banner) -> str:
    return " ".join(each.text() for each in banner.findChildren(QLabel))


@pytest.mark.parametrize(
    ("scope", "group"), [(RESTRICTED, "protection cell"), (CONDUCT, "conduct focal point")]
)
def test_people_are_named_and_their_laptops_are_behind_a_button(
    qtbot: QtBot, look: Look, scope: str, group: str
) -> None:
    banner = who_banner(look, Part(scope, ("account",), (AMINA, NYANDENG)), Level.RESTRICTED)
    qtbot.addWidget(banner)

    assert f"Amina Teyo, Nyandeng Lual ({group})" in said(banner)
    opener = banner.findChild(QToolButton)
    assert opener is not None
    lines = [action.text() for action in opener.menu().actions()]
    assert len(lines) == 2
    assert "oak river stone" in lines[0]
    assert "Protection officer" in lines[0]  # not the code of the role
    assert AMINA.device in lines[0]


def test_one_person_with_two_laptops_is_named_once_and_many_are_counted(
    qtbot: QtBot, look: Look
) -> None:
    many = tuple(
        ReaderEntry(f"Officer {n}", f"{n:016}", "", n, "", "") for n in range(MOST_NAMES + 3)
    )
    twice = who_banner(look, Part(RESTRICTED, ("a",), (AMINA, AMINA)), Level.RESTRICTED)
    several = who_banner(look, Part(RESTRICTED, ("a",), many), Level.RESTRICTED)
    for each in (twice, several):
        qtbot.addWidget(each)

    assert said(twice).count("Amina") == 1
    assert "and 3 more" in said(several)


def test_whoever_is_kept_from_it_is_named_and_the_unknown_is_said(qtbot: QtBot, look: Look) -> None:
    kept = Part(RESTRICTED, ("a",), (AMINA,), without=(NYANDENG,))
    banner = who_banner(look, kept, Level.RESTRICTED)
    unknown = who_banner(look, Part(RESTRICTED, ("a",), (), unknown=True), Level.RESTRICTED)
    for each in (banner, unknown):
        qtbot.addWidget(each)

    assert "Kept from: Nyandeng Lual." in said(banner)
    assert "kept from reading this" in said(unknown)


def test_whoever_may_not_read_it_is_told_before_they_write(qtbot: QtBot, look: Look) -> None:
    banner = who_banner(look, Part(RESTRICTED, ("a",), (AMINA,)), Level.TEAM)
    qtbot.addWidget(banner)

    assert "nobody on this laptop can read again" in said(banner)


def test_a_form_names_them(qtbot: QtBot, workspace: Workspace, session: Session) -> None:
    pane = FormPane(session, saving.new_record(session, "incident", {}))
    qtbot.addWidget(pane)
    pane.form.show_confidential()

    banners = [said(each) for each in pane.form.findChildren(Banner)]
    assert any("Can read it: Amina" in words for words in banners)
