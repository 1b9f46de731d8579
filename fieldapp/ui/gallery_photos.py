"""Drawn photographs for the pictures of `gallery`: whole ones, and some still on their way."""

import io
from collections.abc import Mapping

from PIL import Image, ImageDraw

from fieldapp.store import photos
from fieldapp.store.workspace import Workspace

_SKY, _EARTH, _WALL, _ROOF, _WATER = "#9fc4df", "#b98a5a", "#e2cfa6", "#8d4a34", "#3f7fa8"


def take_photographs(workspace: Workspace, ids: Mapping[str, str]) -> None:
    """Add photographs to the work and the incident of the village, whole and not yet here."""
    work = ids["deliverable"]
    for caption, picture in (
        ("The old pump, before the rains", _pump(_SKY)),
        ("Roof of the school, north side", _school()),
        ("The pump after the repair", _pump("#d8e6ee")),
    ):
        photo = photos.add(
            workspace, "deliverable", work, picture, "photo.jpg", answers={"caption": caption}
        )
        if caption.startswith("Roof"):
            _leave(workspace, photo, small=True)
        if caption.startswith("The old"):
            _leave(workspace, photo, small=False)
    photos.add(workspace, "incident", ids["incident"], _school(), "photo.jpg")


def drawn_pictures() -> list[bytes]:
    """Return pictures as a camera would have them."""
    return [_school(), _pump(_SKY), _pump("#d8e6ee"), _school(), _pump("#f0d9b5")]


def _leave(workspace: Workspace, photo: str, small: bool) -> None:
    """Drop what would still be on its way: the large picture, or both."""
    gone = [c.id for c in workspace.chunks.all() if c.photo == photo and not (c.small and small)]
    with workspace.chunks.writing():
        workspace.chunks.drop(gone)


def _pump(sky: str) -> bytes:
    image, draw = _ground(sky)
    draw.rectangle((560, 330, 640, 640), fill="#59666d")
    draw.rectangle((400, 300, 760, 350), fill="#455057")
    draw.rectangle((380, 350, 410, 430), fill="#455057")
    draw.rectangle((340, 560, 450, 650), fill=_WATER)
    return _jpeg(image)


def _school() -> bytes:
    image, draw = _ground(_SKY)
    draw.rectangle((240, 380, 960, 640), fill=_WALL)
    draw.polygon(((180, 380), (600, 190), (1020, 380)), fill=_ROOF)
    for left in (320, 560, 800):
        draw.rectangle((left, 450, left + 90, 540), fill="#5d4b3a")
    return _jpeg(image)


def _ground(sky: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (1200, 800), sky)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 600, 1200, 800), fill=_EARTH)
    return image, draw


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
