"""Fonts and icons are all there, each family with its licence."""

import json
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
import uharfbuzz

from fieldapp.paths import resource

ROOT = Path(__file__).parents[2]
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
FOR_PAPER = {"Regular", "Bold"}

#: Letters and signs that the languages of each script need, by CLDR's lists of characters.
MUST_WRITE = {
    "NotoSans": (
        "Français: œuvre, Ÿ, « guillemets », ’ — Ɓɓ Ɗɗ Ƙƙ Ƴƴ Ŋŋ Ɲɲ Ɔɔ Ɛɛ Ǝǝ Ɣɣ Ʋʋ Ɩɩ "
        "Ʊʊ Ɖɖ Ƒƒ Ẹẹ Ọọ Ṣṣ ṆṇƗɨ Ʉʉ ʼ ꞌ ǀǁǂǃ "
        "\u0300\u0301\u0302\u0303\u0304\u0308\u030c\u0323\u0331 Ǹǹ Ḿḿ Ẽẽ Ṽṽ ʔ Ⱥ ẅ Ẅ ŵ "
        "ɗअ आ इ क ख ग घ ङ ज्ञ त्र क्ष श्र ड़ ढ़ फ़ ऑ ँ ं ः ऽ । ॥ ० १ २ ३ ४ ५ ६ ७ ८ ९"
    ),
    "Vazirmatn": (
        "محضر الاجتماع المشترك ٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ پچژگ ک ی ۀ ۂ ؤ ئ ء آ أ إ ٱ ة "
        "ىټډړښځڅۀېۍ ڼ ږ ګ ۍ ئ ٹ ڈ ڑ ں ھ ہ ۃ ے ۓ ە ڕ ڵ ۆ ێ ڤ ڭ ۇ ۈ ۋ "
        "ې\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0656\u0670، "
        "؛ ؟ ۔ ٪ ٫ ٬ « » \u200c\u200d"
    ),
    "NotoSansEthiopic": (
        "ሀሁሂሃሄህሆ ለ ሐ መ ሠ ረ ሰ ሸ ቀ ቐ በ ቨ ተ ቸ ኀ ነ ኘ አ ከ ኸ ወ ዐ ዘ ዠ የ ደ ጀ ገ ጘ ጠ ጨ ጰ ጸ ፀ ፈ "
        "ፐ ቋ ኳ ጓ ፡።፣፤፥፦፧ ፩፪፳፻፼"
    ),
    "NotoSansMyanmar": (
        "က ခ ဂ ဃ င စ ဆ ဇ ဈ ဉ ည ဋ ဌ ဍ ဎ ဏ တ ထ ဒ ဓ န ပ ဖ ဗ ဘ မ ယ ရ လ ဝ သ ဟ ဠ အ ဣ ဤ ဥ ဦ "
        "ဧ ဩ ဪ ာ ိ ီ ု ူ ေ ဲ ံ ့ း ္ ် ျ ြ ွ ှ ဿ ၊ ။ ၌ ၍ ၎ ၏ ၀၁၂၃၄၅၆၇၈၉"
    ),
}


def wanted_icons() -> list[str]:
    return (ROOT / "packaging" / "fonts" / "icons.txt").read_text("utf-8").split()


def test_every_icon_asked_for_is_there_and_no_other() -> None:
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))

    assert names == sorted(wanted_icons())


def test_every_icon_is_a_drawing_without_scripts_or_links() -> None:
    drawings = list(resource("icons").glob("*.svg"))

    assert drawings
    for path in drawings:
        for element in ElementTree.parse(path).iter():
            tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
            assert tag in {
                "svg", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse",
            }, path  # fmt: skip


@pytest.mark.parametrize(
    ("family", "styles"),
    [
        ("NotoSans", set(WEIGHTS)),
        ("Vazirmatn", set(WEIGHTS)),
        ("NotoSansEthiopic", FOR_PAPER),
        ("NotoSansMyanmar", FOR_PAPER),
    ],
)
def test_every_weight_of_a_family_is_there_with_its_licence(family: str, styles: set[str]) -> None:
    for style in styles:
        file = resource("fonts", f"{family}-{style}.ttf").read_bytes()
        face = uharfbuzz.Face(file)
        (found,) = struct.unpack_from(">H", face.reference_table("OS/2").data, 4)
        assert found == WEIGHTS[style], style
        assert set(map(ord, MUST_WRITE[family])) - set(face.unicodes) == set(), style
    licence = resource("fonts", f"{family}-LICENSE.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_no_font_is_there_without_a_licence() -> None:
    for path in resource("fonts").glob("*.ttf"):
        family = path.stem.split("-")[0]
        assert resource("fonts", f"{family}-LICENSE.txt").is_file(), path.name


def test_the_icons_come_with_both_their_licences() -> None:
    text = resource("icons", "LICENSE.txt").read_text("utf-8")

    assert "ISC License" in text
    assert "The MIT License" in text


def test_fonts_and_icons_are_pinned_by_hash() -> None:
    folder = ROOT / "packaging" / "fonts"
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]

    for name, version in wanted.items():
        entry = packages[f"node_modules/{name}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")
