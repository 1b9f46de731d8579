"""Figures of a running hub in the text format of Prometheus: counts only, nobody's name."""

import threading
from collections.abc import Mapping, MutableSequence
from contextlib import AbstractContextManager
from typing import Any

OUTCOMES = (
    "served",
    "bad_request",
    "clock",
    "disk_full",
    "left",
    "no_mission",
    "not_a_member",
    "other_mission",
    "signature",
    "too_many",
    "trouble",
    "version",
    "other",
)
"""How a request may end; what is none of these counts as other."""

TOTALS = ("packs_taken", "packs_given", "bytes_taken", "bytes_given", "seconds")
SERIES = (*(f"requests {outcome}" for outcome in OUTCOMES), *TOTALS)

_HELP = {
    "packs_taken": "Packs that were new to the hub.",
    "packs_given": "Packs sent to laptops.",
    "bytes_taken": "Bytes of requests.",
    "bytes_given": "Bytes of replies.",
}


class Counts:
    """Totals since the hub started, over all of its processes where they share the numbers.

    Args:
        numbers: One for each of `SERIES`.
        lock: Held while one is changed.
    """

    def __init__(
        self,
        numbers: MutableSequence[float] | Any = None,
        lock: AbstractContextManager[Any] | None = None,
    ) -> None:
        self._numbers = [0.0] * len(SERIES) if numbers is None else numbers
        self._lock = lock or threading.Lock()

    def add(self, outcome: str, **totals: float) -> None:
        """Count one request and what it moved; the names are those of `TOTALS`."""
        ended = outcome if outcome in OUTCOMES else "other"
        with self._lock:
            for name, value in {f"requests {ended}": 1.0, **totals}.items():
                self._numbers[SERIES.index(name)] += value

    def read(self) -> dict[str, float]:
        """Return every number by the name of its series."""
        with self._lock:
            return dict(zip(SERIES, list(self._numbers), strict=True))


def text(counts: Mapping[str, float], gauges: Mapping[str, float | Mapping[str, float]]) -> str:
    """Return the page that Prometheus reads.

    Args:
        counts: Of `Counts.read`.
        gauges: What stands now, by name: ``seen_last_day``, ``disk_free_bytes``, and by scope
            ``feed_entries``.
    """
    lines = [
        "# HELP fieldapp_requests_total Requests by how they ended.",
        "# TYPE fieldapp_requests_total counter",
    ]
    lines += [
        f'fieldapp_requests_total{{outcome="{outcome}"}} {_number(counts[f"requests {outcome}"])}'
        for outcome in OUTCOMES
    ]
    for name, words in _HELP.items():
        lines += [
            f"# HELP fieldapp_{name}_total {words}",
            f"# TYPE fieldapp_{name}_total counter",
            f"fieldapp_{name}_total {_number(counts[name])}",
        ]
    requests = sum(counts[f"requests {outcome}"] for outcome in OUTCOMES)
    lines += [
        "# HELP fieldapp_request_seconds Time from a request's last byte to its reply.",
        "# TYPE fieldapp_request_seconds summary",
        f"fieldapp_request_seconds_sum {_number(counts['seconds'])}",
        f"fieldapp_request_seconds_count {_number(requests)}",
    ]
    for name, value in gauges.items():
        lines.append(f"# TYPE fieldapp_{name} gauge")
        if isinstance(value, Mapping):
            lines += [f'fieldapp_{name}{{scope="{key}"}} {_number(n)}' for key, n in value.items()]
        else:
            lines.append(f"fieldapp_{name} {_number(value)}")
    return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}"
