import pytest

from fieldapp.ui.theme import DARK, EDGE_PAIRS, LIGHT, SUNLIGHT, TEXT_PAIRS, THEMES, Theme, contrast


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read_on_its_ground(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= theme.contrast


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_every_edge_can_be_told_from_its_ground(theme: Theme, edge: str, ground: str) -> None:
    assert contrast(theme[edge], theme[ground]) >= 3


def test_sunlight_asks_for_more_contrast_than_the_others() -> None:
    assert THEMES["sunlight"].contrast == 7
    assert THEMES["light"].contrast == THEMES["dark"].contrast == 4.5


def test_all_themes_have_the_same_tokens() -> None:
    assert LIGHT.keys() == DARK.keys() == SUNLIGHT.keys()


def test_contrast_goes_from_one_to_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#808080", "#808080") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
