"""`photo add`, `list`, `save`: photographs of records, made small and bare before they are kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import read_small, write_whole
from fieldapp.cli.noting import note_file
from fieldapp.cli.opening import opened
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds.photo import PHOTO
from fieldapp.domain.rules import doubts
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import photos, records
from fieldapp.store.audit import Act
from fieldapp.store.photos import Photo, State
from fieldapp.store.picture import LARGEST_FILE

STATES = {
    State.WHOLE: N_("whole"),
    State.SMALL: N_("only the small picture is here"),
    State.MISSING: N_("the picture is not here yet"),
}


class KindWithoutRecord(WrongUse):
    """Half of the name of a record."""

    text = N_("Name the kind and the id of the record.")
    remedy = N_("Without both, “fieldapp photo list” shows the photographs of all records.")


@click.group("photo")
def photo() -> None:
    """Photographs of records."""


@photo.command(
    "add",
    cls=Command,
    example='fieldapp photo add meeting 018f6f7a-... roof.jpg --caption "The new roof"',
)
@click.argument("kind")
@click.argument("record", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--caption", metavar="TEXT", help="What it shows. No name without consent.")
@click.option("--taken-on", metavar="DAY", help="Day on which it was taken, year-month-day.")
@click.option("--taken-by", metavar="NAME", help="Who took it.")
@click.option("--place", metavar="PLACE", help="P-code or id. Default: the place of the record.")
@click.option("--restricted", is_flag=True, help="Only for the protection cell.")
@with_call
def add(
    call: Call, /, kind: str, record: str, file: Path, restricted: bool, **given: str | None
) -> None:
    """Add a photograph (JPEG, PNG or WebP) to a record.

    It is made small, and everything that the file says beside the picture is left out: where and
    with what it was taken, and by whom. The file itself stays as it is. A photograph of a record in
    confidence is in confidence.
    """
    intake = take_in(PHOTO, {name: answer for name, answer in given.items() if answer is not None})
    for problem in intake.problems:
        raise problem.error
    content = read_small(file, LARGEST_FILE + 1)
    with opened(call) as workspace:
        for doubt in doubts(PHOTO, intake.values, today=workspace.wall().date()):
            if doubt.field != "place":
                call.tell_error(doubt.error)
        added = photos.add(
            workspace, kind, record, content, file.name,
            answers=intake.values, restricted=restricted,
        )  # fmt: skip
        call.answer({"saved": [added]}, [added])


@photo.command("list", cls=Command, example="fieldapp photo list meeting 018f6f7a-... --json")
@click.argument("kind", required=False)
@click.argument("record", metavar="[ID]", required=False)
@with_call
def list_photos(call: Call, kind: str | None, record: str | None) -> None:
    """Show the photographs of a record, or all, the newest first, and what of them is here."""
    if (kind is None) is not (record is None):
        raise KindWithoutRecord
    with opened(call) as workspace:
        if kind is not None and record is not None:
            records.load(workspace, kind, record)
            found = photos.photos_of(workspace, record)
        else:
            found = photos.all_photos(workspace)
        call.answer([as_json(each) for each in found], _lines(call, found))


@photo.command("save", cls=Command, example="fieldapp photo save 018f6f7a-... -o roof.jpg")
@click.argument("record", metavar="ID")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE"
)
@click.option("--small", is_flag=True, help="The small picture, which comes first.")
@with_call
def save(call: Call, record: str, output: Path, small: bool) -> None:
    """Write a photograph into a file, as it is kept: a JPEG that holds nothing but the picture.

    The file is not encrypted.
    """
    with opened(call) as workspace:
        content = photos.open_photo(workspace, record, small=small)
        write_whole(output, content)
        note_file(workspace, output, Act.EXPORTED, PHOTO.name, record, {"bytes": len(content)})
    call.answer({"file": str(output), "bytes": len(content)}, [str(output)])


def as_json(seen: Photo) -> dict[str, Any]:
    """Return what a program may know of a photograph: no key, no chunks."""
    names = [field.name for field in PHOTO.fields]
    return {
        "id": seen.id,
        "of_kind": seen.of_kind,
        "of": seen.of,
        **{name: seen.shown.values.get(name) for name in names},
        "restricted": seen.restricted,
        "bytes": seen.bytes,
        "width": seen.width,
        "height": seen.height,
        "state": seen.state.value,
    }


def _lines(call: Call, found: list[Photo]) -> Iterator[str]:
    for seen in found:
        caption = str(seen.shown.values.get("caption") or "").replace("\n", " ")
        parts = [seen.id, f"{seen.of_kind} {seen.of}", call.text(STATES[seen.state]), caption]
        yield "  ".join(part for part in parts if part)
