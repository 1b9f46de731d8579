"""A shared table as a spreadsheet file (XLSX): the rows, and a sheet that says what the file is.

Texts are strings and nothing else: no cell holds a formula, a link or a picture, and none becomes
a formula when somebody edits it. Only writing; spreadsheet files are not read here. Source of the
form: ECMA-376, SpreadsheetML, the parts that every program reads.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from fieldapp.domain.fieldtypes import Value
from fieldapp.exchange.records_table import STAMPED, SharedTable

LONGEST = 32_767
"""Characters that a cell holds; programs call a file with a longer one damaged."""

_MADE = (1980, 1, 1, 0, 0, 0)
"""The same table gives the same bytes, and a file says of its maker no more than it must."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_SHEET}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="data" sheetId="1" r:id="r1"/><sheet name="about" sheetId="2" r:id="r2"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="r3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>",
    # Style 1 keeps a text a text when somebody edits the cell.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>",
}


def as_xlsx(table: SharedTable) -> bytes:
    """Return the table as a spreadsheet file; the HXL tags stand under the heading."""
    names = [column.name for column in table.columns]
    rows = (names, [column.hxl for column in table.columns], *table.rows)
    sheets = {
        "xl/worksheets/sheet1.xml": _sheet(rows),
        "xl/worksheets/sheet2.xml": _sheet(_about(table)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**_PARTS, **sheets}.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, _HEAD + content)
    return out.getvalue()


def _about(table: SharedTable) -> Iterator[Sequence[Value]]:
    stamp = table.stamp
    told: tuple[Value, ...] = (
        stamp.agreement,
        stamp.shared_on,
        stamp.keep_until,
        stamp.onward,
        stamp.purpose,
    )
    yield "kind", table.kind
    for column, value in zip(STAMPED, told, strict=True):
        yield column.name, value


def _sheet(rows: Iterable[Sequence[Value]]) -> str:
    lines = (f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(value: Value) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    text = ",".join(value) if isinstance(value, tuple) else value
    return f'<c t="inlineStr" s="1"><is><t xml:space="preserve">{_text(text)}</t></is></c>'


def _text(text: str) -> str:
    # "_x0041_" would be read as a letter, so a text that looks like that is written as such.
    plain = _ESCAPE.sub("_x005F_", _NOT_XML.sub("", text))
    if len(plain) > LONGEST:
        plain = plain[: LONGEST - 1] + "…"
    return escape(plain).replace("\r", "&#13;")
