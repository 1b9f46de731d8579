"""Photographs for tests, made as a camera makes them: with a place and a name in them."""

import io
import random

from PIL import Image

CANARY = "CANARY Mariam 13.1579"
"""Stands in every part of a file that is not the picture."""


def a_photograph(
    seed: int = 1,
    size: tuple[int, int] = (640, 480),
    form: str = "JPEG",
    orientation: int = 1,
    noisy: bool = False,
) -> bytes:
    """Return the bytes of a photograph: its upper half is bright, its lower half dark.

    Args:
        noisy: Hard to compress, like leaves and gravel.
    """
    image = Image.new("RGB", size, (30, 30, 30))
    image.paste((230, 220, 200), (0, 0, size[0], size[1] // 2))
    dice = random.Random(seed)
    image.putpixel((1, 1), (dice.randrange(256), dice.randrange(256), dice.randrange(256)))
    if noisy:
        grain = Image.frombytes("RGB", (400, 300), dice.randbytes(400 * 300 * 3)).resize(size)
        image = Image.blend(image, grain, 0.6)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY
    exif[0x013B] = CANARY
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 9.0, 28.0), 29: CANARY})
    out = io.BytesIO()
    more = {"comment": CANARY.encode()} if form == "JPEG" else {}
    image.save(
        out, form, exif=exif, xmp=f"<x>{CANARY}</x>".encode(), icc_profile=_profile(), **more
    )
    return out.getvalue()


def _profile() -> bytes:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile + CANARY.encode()
