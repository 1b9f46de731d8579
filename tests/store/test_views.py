"""Views of lists have names, stay on the laptop and go when it seals itself."""

import pytest

from fieldapp.store import closing, views
from fieldapp.store.database import writing
from fieldapp.store.listing import NEWEST, By, Narrowed, Order
from fieldapp.store.views import NameTaken, NoName, View, views_of
from fieldapp.store.workspace import Workspace

WELLS = View("Wells", Narrowed("meeting", words="well", codes={"type": ("women",)}), NEWEST, 30)


def test_a_view_comes_back_as_it_was_kept(amina: Workspace) -> None:
    by_place = Order(By.PLACE, descending=False)
    other = View(" About  roads ", Narrowed("meeting", area="XX01", said_here=True), by_place)
    views.keep_view(amina, WELLS)
    views.keep_view(amina, other)

    roads, wells = views_of(amina, "meeting")

    assert wells == WELLS
    assert (roads.name, roads.narrowed, roads.order) == ("About roads", other.narrowed, by_place)
    assert views_of(amina, "incident") == []


def test_a_name_is_one_view_and_can_be_changed(amina: Workspace) -> None:
    views.keep_view(amina, WELLS)
    views.keep_view(amina, View("Wells", Narrowed("meeting", words="pump"), NEWEST))
    views.keep_view(amina, View("Other", Narrowed("meeting"), NEWEST))

    with pytest.raises(NameTaken):
        views.rename_view(amina, "meeting", "Wells", "Other")
    views.rename_view(amina, "meeting", "Wells", "Water")
    views.drop_view(amina, "meeting", "Other")

    assert [(v.name, v.narrowed.words) for v in views_of(amina, "meeting")] == [("Water", "pump")]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_view_needs_a_name_that_a_menu_can_show(amina: Workspace, name: str) -> None:
    with pytest.raises(NoName):
        views.keep_view(amina, View(name, Narrowed("meeting"), NEWEST))


def test_a_view_of_a_newer_version_is_shown_as_far_as_it_is_understood(amina: Workspace) -> None:
    views.keep_view(amina, WELLS)
    amina.db.conn.execute(
        "UPDATE list_view SET body = json_set(body, '$.narrowed.by_moon', 'full',"
        " '$.narrowed.codes.no_such_question', json('[\"x\"]'))"
    )

    assert views_of(amina, "meeting") == [WELLS]


def test_a_laptop_that_is_being_sealed_forgets_what_somebody_looked_for(amina: Workspace) -> None:
    views.keep_view(amina, WELLS)
    with writing(amina.db, amina.file):
        closing.set_state(
            amina.db, closing.State(closing.BEGUN, "2026-11-01T08:00:00+00:00", "asked")
        )

    closing.finish(amina.db, amina.file)

    assert amina.db.conn.execute("SELECT count(*) FROM list_view").fetchone()[0] == 0
