"""A report of a fault of ours: what kind of error, where in the code. Never what it was about.

The message of an error may hold a record's value, so it is left out, and so are local variables.
"""

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import fieldapp


def report_crash(error: BaseException, folder: Path) -> Path:
    """Write the report into the folder, or where that cannot be, among the temporary files."""
    now = datetime.now(UTC)
    name = f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    lines = [
        f"fieldapp {fieldapp.__version__}, Python {platform.python_version()}, {sys.platform}",
        f"{now.isoformat(timespec='seconds')}",
        *described(error),
    ]
    text = "\n".join(lines) + "\n"
    if folder.is_dir():
        try:
            (folder / name).write_text(text, encoding="utf-8")
        except OSError:
            pass
        else:
            return folder / name
    import tempfile  # hardly ever wanted, and every start would wait for it

    other = Path(tempfile.mkdtemp(prefix="fieldapp-")) / name
    other.write_text(text, encoding="utf-8")
    return other


def described(error: BaseException | None) -> list[str]:
    """Return lines with the kind of an error and of those that led to it, and where each was."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines += ["", f"{type(error).__module__}.{type(error).__qualname__}"]
        for frame in traceback.extract_tb(error.__traceback__):
            lines.append(f"  {_short(frame.filename)}:{frame.lineno} {frame.name}")
        error = error.__cause__ or error.__context__
    return lines


def _short(filename: str) -> str:
    """Return the path from its package on, without the person's folders."""
    parts = Path(filename).parts
    starts = [n for n, part in enumerate(parts) if part in ("fieldapp", "site-packages")]
    return "/".join(parts[max(starts, default=-2) :])
