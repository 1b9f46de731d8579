"""The recovery sheet: one page with the code that opens a workspace when its passphrase is lost."""

from dataclasses import dataclass
from pathlib import Path

from fieldapp.language import Language


@dataclass(frozen=True)
class RecoveryPaper:
    """What stands on the sheet.

    Attributes:
        name: Of the officer whose workspace it is.
        mission: Its name; "" outside one.
        device: Id of the laptop.
        made_on: ISO day.
        code: In groups of four letters with hyphens between them.
    """

    name: str
    mission: str
    device: str
    made_on: str
    code: str


def write_recovery_sheet(paper: RecoveryPaper, language: Language, path: Path) -> int:
    """Write the sheet, whole or not at all, and return how many pages it has.

    Raises:
        MissingGlyph: A character of a name that no font here has.
        OSError: The file cannot be written.
    """
    raise NotImplementedError
