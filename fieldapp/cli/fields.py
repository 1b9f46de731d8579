"""`fields`: every kind of record, field by field, as the declarations have it."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.domain.fieldtypes import codes_of
from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.schema import Field, RecordKind


@click.command("fields", cls=Command, example="fieldapp fields meeting\nfieldapp fields --json")
@click.argument("kind", required=False)
@with_call
def fields(call: Call, kind: str | None) -> None:
    """Show the kinds of record, their fields, types, levels, codes and HXL tags."""
    kinds = [kind_named(kind)] if kind else list(KINDS.values())
    document = {one.name: _described(call, one) for one in kinds}
    call.answer(document, _lines(document))


def _described(call: Call, kind: RecordKind) -> dict[str, Any]:
    return {
        "label": call.text(kind.label),
        "parent": kind.parent_kind or None,
        "fields": [_field(call, field) for field in kind.fields],
    }


def _field(call: Call, field: Field) -> dict[str, Any]:
    codes = codes_of(field.type)
    return {
        "name": field.name,
        "label": call.text(field.label),
        "type": field.type.name,
        "level": field.level.name.lower(),
        "required": field.required,
        "codelist": codes.name if codes else None,
        "codes": list(codes.offered) if codes else None,
        "hxl": field.hxl or None,
    }


def _lines(document: dict[str, Any]) -> Iterator[str]:
    for name, kind in document.items():
        yield f"{name}: {kind['label']}"
        for field in kind["fields"]:
            yield "  " + "  ".join(_cells(field))


def _cells(field: dict[str, Any]) -> Iterable[str]:
    yield field["name"] + ("*" if field["required"] else "")
    yield field["type"]
    yield field["level"]
    if field["codes"]:
        yield ", ".join(field["codes"])
    if field["hxl"]:
        yield field["hxl"]
