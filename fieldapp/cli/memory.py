"""The most memory that this process has held, for the measurements."""

import sys
from pathlib import Path

_LINUX = Path("/proc/self/status")


def peak_mb() -> float | None:
    """Return it in MiB, where the system tells it.

    Linux's `getrusage` also counts what the process held before it became this program, that is
    what its parent held; `VmHWM` does not.
    """
    if sys.platform == "win32":
        return None
    if _LINUX.exists():
        lines = _LINUX.read_text(encoding="ascii", errors="replace").splitlines()
        if found := [line.split()[1] for line in lines if line.startswith("VmHWM:")]:
            return round(int(found[0]) / 1024, 1)
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
