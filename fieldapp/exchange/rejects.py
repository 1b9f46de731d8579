"""The file that says of every row that was not taken why: row number, column, reason, the row."""

import csv
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from fieldapp.errors import UserError
from fieldapp.exchange.formulas import harmless
from fieldapp.exchange.table import Reject
from fieldapp.language import N_


class RejectsNotWritten(UserError):
    """No place for the rejects file."""

    text = N_("{file} cannot be written.")
    remedy = N_("Name another file with --rejects.")


def write_rejects(
    file: Path, columns: Sequence[str], rejects: Sequence[Reject], translate: Callable[[str], str]
) -> None:
    """Write the file, whole or not at all. Spreadsheets read it: UTF-8 with a byte order mark.

    What stands in it is a stranger's: a cell that a spreadsheet would take for a formula gets an
    apostrophe, unless it is a number. Imported again, it is without (`table.read_table`).

    Raises:
        RejectsNotWritten: The folder cannot be written.
    """
    part = file.with_name(file.name + ".part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("row", "column", "reason", *map(_cell, columns)))
            for reject in rejects:
                reason = " ".join(s for s in reject.error.sentences(translate) if s)
                cells = (_cell(reject.row.cells.get(column, "")) for column in columns)
                writer.writerow((reject.row.number, _cell(reject.column), reason, *cells))
        os.replace(part, file)
    except OSError:
        part.unlink(missing_ok=True)
        raise RejectsNotWritten(file=file) from None


def _cell(text: str) -> str:
    return text if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", text, re.ASCII) else harmless(text)
