"""Makes a dictionary for packs from today's kinds: `.venv/bin/python packaging/dictionary.py 2`.

Run it when kinds have grown and before a release, with the next free number, then name that number
in `fieldapp/sync/wire/dictionary.py`. A released dictionary is never made again.
"""

import json
import sys
from pathlib import Path

import fieldapp
from fieldapp.domain.fieldtypes import Choice, Choices
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.scope import SCOPES

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "dictionaries"
LARGEST = 32 * 1024
"""Bytes; zlib looks no farther back."""


def draft() -> bytes:
    """Return what facts of every kind look like, the most frequent parts last, nearest to reach."""
    codes: set[str] = set()
    lines = []
    for kind in KINDS.values():
        names = sorted(field.name for field in kind.fields)
        for field in kind.fields:
            if isinstance(field.type, Choice | Choices):
                codes.update(field.type.codes.labels)
        base = ",".join(f'"{name}":[]' for name in names)
        values = ",".join(f'"{name}":"' for name in names)
        lines.append(f'{{"base":{{{base}}},"kind":"{kind.name}","values":{{{values}')
    frame = [
        f'{{"app":"{fieldapp.__version__}","author":"","base":{{}},"device":"","id":"","kind":"",'
        f'"record":"","save":"","scope":"{scope}","sealed":"","time":"0000","values":{{}},'
        f'"wall":"2026-01-01T08:00:00+03:00"}}'
        for scope in SCOPES
    ]
    text = "\n".join([json.dumps(sorted(codes), separators=(",", ":")), *lines, *frame])
    return text.encode()[-LARGEST:]


def main() -> None:
    """Write the dictionary with the number given, unless it is there already."""
    file = FOLDER / f"{int(sys.argv[1])}.bin"
    if file.exists():
        sys.exit(f"{file.name} exists, and a dictionary never changes. Take the next number.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(draft())
    print(f"{file}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
