from fieldapp.domain.kinds import KINDS
from fieldapp.paths import resource
from fieldapp.ui.kind_icons import KIND_ICONS, icon_of


def test_every_icon_is_there_and_belongs_to_a_kind() -> None:
    assert set(KIND_ICONS) <= set(KINDS)
    for kind in KINDS:
        assert resource("icons", f"{icon_of(kind)}.svg").is_file(), kind


def test_a_kind_that_is_new_has_an_icon_as_well() -> None:
    assert resource("icons", f"{icon_of('a kind of tomorrow')}.svg").is_file()
