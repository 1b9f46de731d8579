"""The colours of the desktop: one dictionary of tokens for each of the three themes.

What a widget does with a token is in `style_sheet`; fonts and icons are in `look`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LIGHT = {
    "page": "#f3f5f7",
    "panel": "#ffffff",
    "sunken": "#eef2f4",
    "ink": "#16222b",
    "mute": "#55636e",
    "line": "#d9e0e5",
    "edge": "#7b8a95",
    "accent": "#0b6477",
    "accent_hover": "#095264",
    "accent_ink": "#ffffff",
    "accent_soft": "#e1f0f3",
    "chosen": "#e1f0f3",
    "chosen_ink": "#16222b",
    "chosen_mark": "#0b6477",
    "side": "#102a36",
    "side_ink": "#d7e3e8",
    "side_mute": "#a5bac4",
    "side_on": "#1d4455",
    "side_on_ink": "#ffffff",
    "side_warn": "#f3c26b",
    "ok": "#1d6b3a",
    "ok_soft": "#e2f3e8",
    "warn": "#855000",
    "warn_soft": "#fdf0d8",
    "bad": "#a3211b",
    "bad_soft": "#fde7e5",
    "info": "#274c9b",
    "info_soft": "#e6ecfa",
    "focus": "#c2410c",
    "focus_on_accent": "#ffc53d",
}

DARK = {
    "page": "#12181d",
    "panel": "#1b242b",
    "sunken": "#151d23",
    "ink": "#e8eef2",
    "mute": "#a7b5bf",
    "line": "#323e47",
    "edge": "#748591",
    "accent": "#58c3d6",
    "accent_hover": "#7ad3e3",
    "accent_ink": "#06222a",
    "accent_soft": "#1d3b44",
    "chosen": "#1d3b44",
    "chosen_ink": "#e8eef2",
    "chosen_mark": "#58c3d6",
    "side": "#0c1115",
    "side_ink": "#c3d0d8",
    "side_mute": "#93a4af",
    "side_on": "#22343f",
    "side_on_ink": "#ffffff",
    "side_warn": "#f3c26b",
    "ok": "#7fd6a0",
    "ok_soft": "#173626",
    "warn": "#f3c26b",
    "warn_soft": "#3b2d12",
    "bad": "#ff9d94",
    "bad_soft": "#43201d",
    "info": "#9fbcff",
    "info_soft": "#1f2c4d",
    "focus": "#ffd166",
    "focus_on_accent": "#7a2300",
}

# Black on white with thick edges: a screen in full sun loses every soft difference.
SUNLIGHT = {
    "page": "#ffffff",
    "panel": "#ffffff",
    "sunken": "#ffffff",
    "ink": "#000000",
    "mute": "#262626",
    "line": "#000000",
    "edge": "#000000",
    "accent": "#00309c",
    "accent_hover": "#001f66",
    "accent_ink": "#ffffff",
    "accent_soft": "#d6e4ff",
    "chosen": "#00309c",
    "chosen_ink": "#ffffff",
    "chosen_mark": "#ffffff",
    "side": "#000000",
    "side_ink": "#ffffff",
    "side_mute": "#ffffff",
    "side_on": "#ffffff",
    "side_on_ink": "#000000",
    "side_warn": "#ffe08a",
    "ok": "#00401a",
    "ok_soft": "#ffffff",
    "warn": "#5c3400",
    "warn_soft": "#ffffff",
    "bad": "#8a0000",
    "bad_soft": "#ffffff",
    "info": "#00309c",
    "info_soft": "#ffffff",
    "focus": "#b3008f",
    "focus_on_accent": "#ffe08a",
}

TONES = ("ok", "warn", "bad", "info")
"""Every state has one of these tones, and always an icon and a word beside the colour."""

TEXT_PAIRS = (
    *(("ink", ground) for ground in ("page", "panel", "sunken", "accent_soft")),
    *(("mute", ground) for ground in ("page", "panel", "sunken", "accent_soft")),
    *(("ink", f"{tone}_soft") for tone in TONES),
    *((tone, f"{tone}_soft") for tone in TONES),
    *((tone, "panel") for tone in TONES),
    *((tone, "page") for tone in TONES),
    ("accent", "panel"),
    ("accent", "page"),
    ("accent", "accent_soft"),
    ("accent", "sunken"),
    ("accent_ink", "accent"),
    ("accent_ink", "accent_hover"),
    ("chosen_ink", "chosen"),
    ("chosen_mark", "chosen"),
    ("side_ink", "side"),
    ("side_mute", "side"),
    ("side_warn", "side"),
    ("side_on_ink", "side_on"),
    ("panel", "ink"),
)
"""(text, ground) pairs that widgets really use; each is checked against `Theme.contrast`."""

EDGE_PAIRS = (
    ("edge", "panel"),
    ("edge", "page"),
    ("focus", "panel"),
    ("focus", "page"),
    ("focus_on_accent", "accent"),
    ("side_warn", "side"),
)
"""Lines that tell a control or the focus from its ground; each needs a contrast of 3."""


@dataclass(frozen=True)
class Theme:
    """One set of colours.

    Attributes:
        name: "light", "dark" or "sunlight".
        colours: Token to "#rrggbb".
        stroke: Width of edges in logical pixels.
        contrast: The least contrast of text in this theme (WCAG 2.2: 4.5 is AA, 7 is AAA).
    """

    name: str
    colours: Mapping[str, str]
    stroke: int
    contrast: float

    def __getitem__(self, token: str) -> str:
        return self.colours[token]


THEMES = {
    theme.name: theme
    for theme in (
        Theme("light", LIGHT, stroke=1, contrast=4.5),
        Theme("dark", DARK, stroke=1, contrast=4.5),
        Theme("sunlight", SUNLIGHT, stroke=2, contrast=7.0),
    )
}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#rrggbb" colours, from 1 (same) to 21 (black on white).

    Source: WCAG 2.2, definitions of "contrast ratio" and "relative luminance".
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
