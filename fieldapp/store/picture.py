"""Making a photograph small: from a camera's file to a JPEG that holds nothing but the picture.

The picture is decoded, turned upright and drawn anew, so nothing of the file is copied: no place,
no serial number of a camera, no name, no earlier thumbnail. The file itself is not touched.
"""

import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from fieldapp.errors import WrongUse
from fieldapp.language import N_

LONGEST_SIDE = 1600
"""Pixels: enough to read a signboard, and to see whether a roof is on."""
MOST_BYTES = 400_000
SMALL_SIDE = 240
SMALL_BYTES = 6_000
"""Of the small picture that goes first: less than a second on 64 kbit/s."""

LARGEST_FILE = 60_000_000
"""Bytes. The largest that a camera of a telephone writes has half of it."""
MOST_PIXELS = 80_000_000
"""A file of a few bytes can claim to be gigabytes of picture; what is larger is not decoded."""

FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA = "image/jpeg"

_QUALITIES = (85, 78, 70, 60, 50, 40, 30)
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")

log = logging.getLogger(__name__)


class NotAPhotograph(WrongUse):
    """A file that holds no picture, or only the beginning of one."""

    text = N_("{file} is no photograph, or it is damaged.")
    remedy = N_("Take a JPEG, PNG or WebP file. Nothing was added.")


class UnreadFormat(WrongUse):
    """A photograph as newer telephones keep it, in a format that is not read here."""

    text = N_("{file} is a HEIC or AVIF photograph, which cannot be read here.")
    remedy = N_(
        "Set the camera to “most compatible” (JPEG), or send the photograph to this laptop as JPEG."
    )


class TooManyPixels(WrongUse):
    """A file or a picture that is too large to be decoded on a small laptop."""

    text = N_("{file} is too large for a photograph.")
    remedy = N_("Make it smaller with another program. Nothing was added.")


@dataclass(frozen=True)
class Picture:
    """A photograph as it is kept: two JPEGs that hold only pixels.

    Attributes:
        small: The same, small enough to go first.
        width, height: Pixels of `whole`, upright.
    """

    whole: bytes
    small: bytes
    width: int
    height: int


def reduce(content: bytes, file: str) -> Picture:
    """Return the photograph made small, without anything that the file said beside it.

    Args:
        content: Bytes of the file.
        file: Its name, for a sentence about it.

    Raises:
        NotAPhotograph, UnreadFormat, TooManyPixels: As they say.
    """
    if len(content) > LARGEST_FILE:
        raise TooManyPixels(file=file)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise UnreadFormat(file=file)
    with _decoding(file):
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise TooManyPixels(file=file)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at a half or a quarter
        upright = _bare(ImageOps.exif_transpose(image))
    whole = _fitted(upright, LONGEST_SIDE, MOST_BYTES)
    small = _fitted(upright, SMALL_SIDE, SMALL_BYTES)
    return Picture(whole.content, small.content, whole.width, whole.height)


@contextmanager
def _decoding(file: str) -> Iterator[None]:
    """Whatever a decoder stumbles over is one sentence; its own text may quote the file."""
    assert not ImageFile.LOAD_TRUNCATED_IMAGES, "half a picture is none"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise TooManyPixels(file=file) from None
    except UnidentifiedImageError:
        raise NotAPhotograph(file=file) from None
    except WrongUse:
        raise
    except Exception as error:  # noqa: BLE001 - decoders of damaged files raise nearly anything
        log.warning("A photograph could not be decoded: %s", type(error).__name__)
        raise NotAPhotograph(file=file) from None


def _bare(image: Image.Image) -> Image.Image:
    """Return the pixels alone, on white where the picture is transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    pixels = image.convert("RGB")
    bare = Image.new("RGB", pixels.size)
    bare.paste(pixels)
    return bare


@dataclass(frozen=True)
class _Fitted:
    content: bytes
    width: int
    height: int


def _fitted(image: Image.Image, side: int, most: int) -> _Fitted:
    """Return the picture as JPEG, no side longer and no more bytes than that."""
    while True:
        smaller = image.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = io.BytesIO()
            smaller.save(out, "JPEG", quality=quality, optimize=True, progressive=side > SMALL_SIDE)
            if out.tell() <= most:
                return _Fitted(out.getvalue(), smaller.width, smaller.height)
        side = side * 3 // 4
