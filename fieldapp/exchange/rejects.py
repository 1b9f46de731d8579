"""The file that says of every row that was not taken why: row number, column, reason, the row."""

import csv
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from fieldapp.errors import UserError
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

    Raises:
        RejectsNotWritten: The folder cannot be written.
    """
    part = file.with_name(file.name + ".part")
    try:
        with part.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("row", "column", "reason", *columns))
            for reject in rejects:
                reason = " ".join(s for s in reject.error.sentences(translate) if s)
                cells = (reject.row.cells.get(column, "") for column in columns)
                writer.writerow((reject.row.number, reject.column, reason, *cells))
        os.replace(part, file)
    except OSError:
        part.unlink(missing_ok=True)
        raise RejectsNotWritten(file=file) from None
