"""The catalogues of translations: as translators write them, and compiled beside them.

To read what a translator wrote takes a sixth of a second for each language. So the tasks that set
up and build compile every catalogue once; what is compiled ends with a fingerprint of what it was
made from, and counts only as long as that is unchanged. It is never needed: without it, a start
waits a little.
"""

import gettext
import io
from pathlib import Path

from fieldapp.paths import resource


def read_catalogue(source: Path) -> gettext.NullTranslations:
    """Return what a catalogue of translators says, from its compiled form where that is true."""
    mark = _mark(source)
    try:
        compiled = _compiled(source).read_bytes()
    except OSError:
        compiled = b""
    if not compiled.endswith(mark):
        compiled = _made_from(source)
    return gettext.GNUTranslations(io.BytesIO(compiled))


def compile_catalogues(folder: Path | None = None) -> None:
    """Compile every catalogue of a folder, ours if none is named, that is not compiled yet."""
    for source in sorted((folder or resource("translations")).glob("*.po")):
        target = _compiled(source)
        if not (target.is_file() and target.read_bytes().endswith(_mark(source))):
            part = target.with_suffix(".part")
            part.write_bytes(_made_from(source) + _mark(source))
            part.replace(target)


def _compiled(source: Path) -> Path:
    return source.with_suffix(".mo")


def _mark(source: Path) -> bytes:
    """Return the fingerprint of a source; readers of compiled catalogues pass over what follows."""
    import hashlib  # English has no catalogue

    return hashlib.blake2b(source.read_bytes(), digest_size=16).digest()


def _made_from(source: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.stem)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()
