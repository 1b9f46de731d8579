"""A photograph is made small, and nothing of its file stays but the picture."""

import contextlib
import io
import struct
import zlib

import pytest
from PIL import Image

from fieldapp.errors import WrongUse
from fieldapp.store.picture import (
    LARGEST_FILE,
    LONGEST_SIDE,
    MOST_BYTES,
    SMALL_BYTES,
    SMALL_SIDE,
    NotAPhotograph,
    TooManyPixels,
    UnreadFormat,
    reduce,
)
from tests.pictures import a_photograph


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_large_photograph_becomes_small_enough_for_the_link() -> None:
    picture = reduce(a_photograph(size=(3000, 2000), noisy=True), "roof.jpg")

    assert len(picture.whole) <= MOST_BYTES
    assert len(picture.small) <= SMALL_BYTES
    assert opened(picture.whole).size == (picture.width, picture.height) == (LONGEST_SIDE, 1067)
    assert max(opened(picture.small).size) == SMALL_SIDE


def test_a_small_photograph_is_not_made_larger() -> None:
    assert reduce(a_photograph(size=(120, 80)), "roof.jpg").width == 120


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_file_is_left_but_the_picture(form: str) -> None:
    photograph = a_photograph(form=form)
    assert b"CANARY" in photograph

    picture = reduce(photograph, "roof")

    for content in (picture.whole, picture.small):
        again = opened(content)
        assert not any(word in content for word in (b"CANARY", b"Exif", b"http", b"ICC_PROFILE"))
        assert not again.getexif()
        assert set(again.info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression",
        }  # fmt: skip
        assert markers(content) <= {0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xE0}


def markers(jpeg: bytes) -> set[int]:
    """Return what segments a JPEG has: pictures need tables, frames and scans, nothing else."""
    found, at = set(), 2
    while at < len(jpeg) - 2:
        if jpeg[at] != 0xFF or jpeg[at + 1] in (0x00, 0xFF, *range(0xD0, 0xD8)):
            at += 1
            continue
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


UPPER_HALF_AT = {
    1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left",
}  # fmt: skip
"""Where the first rows of the file belong, by the tag that the camera wrote."""


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_is_turned_upright(orientation: int) -> None:
    picture = reduce(a_photograph(size=(200, 100), orientation=orientation), "roof.jpg")

    image = opened(picture.whole).convert("L")
    width, height = image.size
    halves = {
        "top": (0, 0, width, height // 2),
        "bottom": (0, height // 2, width, height),
        "left": (0, 0, width // 2, height),
        "right": (width // 2, 0, width, height),
    }
    light = {half: sum(image.crop(box).tobytes()) for half, box in halves.items()}
    assert (width > height) is (orientation < 5)
    assert max(light, key=light.__getitem__) == UPPER_HALF_AT[orientation]


def test_what_is_transparent_becomes_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (50, 50), (255, 0, 0, 0)).save(clear, "PNG")

    picture = reduce(clear.getvalue(), "sketch.png")

    assert min(opened(picture.whole).convert("L").tobytes()) > 250


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8\xff", b"GIF89a" + bytes(99), b"%PDF-1.7 ...", a_photograph()[:4000]],
    ids=["empty", "three bytes", "gif", "pdf", "cut"],
)
def test_what_is_no_photograph_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(NotAPhotograph) as caught:
        reduce(content, "roof.jpg")

    assert str(caught.value).startswith("roof.jpg is no photograph, or it is damaged.")


def test_every_damage_is_a_sentence_or_still_a_picture() -> None:
    whole = a_photograph(size=(64, 48))
    for at in range(0, len(whole), 37):
        content = bytearray(whole)
        content[at] ^= 0xFF
        with contextlib.suppress(WrongUse):
            assert opened(reduce(bytes(content), "x").whole).width


def test_a_format_of_newer_telephones_is_named() -> None:
    with pytest.raises(UnreadFormat, match="HEIC"):
        reduce(bytes(4) + b"ftypheic" + bytes(100), "roof.heic")


def a_bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be as large as that."""

    def part(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


@pytest.mark.parametrize("side", [9_100, 12_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_not_decoded(side: int) -> None:
    with pytest.raises(TooManyPixels):
        reduce(a_bomb(side, side), "bomb.png")


def test_a_file_larger_than_any_photograph_is_refused() -> None:
    with pytest.raises(TooManyPixels):
        reduce(bytes(LARGEST_FILE + 1), "film.mp4")
