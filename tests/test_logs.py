"""The log file of a workspace: one line an event, times in UTC, bounded, closed when told."""

import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.logs import LARGEST, log_to, stop_logging

log = logging.getLogger("fieldapp.store.records")


@pytest.fixture(autouse=True)
def _level_as_before() -> Iterator[None]:
    """Give the level back that other tests see."""
    root = logging.getLogger("fieldapp")
    before = root.level
    yield
    root.setLevel(before)


def test_an_event_is_one_line_with_its_time_in_utc(tmp_path: Path) -> None:
    handler = log_to(tmp_path / "workspace" / "logs")
    log.info("Saved %d records", 3)
    stop_logging(handler)

    text = (tmp_path / "workspace" / "logs" / "log.txt").read_text("utf-8")

    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO fieldapp\.store\.records Saved 3 records\n", text
    )


@pytest.fixture
def _two_hours_east() -> Iterator[None]:
    """Set the clock of this process to the time of Juba."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "CAT-2")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps one time zone per machine")
@pytest.mark.usefixtures("_two_hours_east")
def test_the_time_is_utc_whatever_the_laptop_is_set_to(tmp_path: Path) -> None:
    handler = log_to(tmp_path)
    handler.emit(logging.makeLogRecord({"created": 0.0, "msg": "Begun", "levelname": "INFO"}))
    stop_logging(handler)

    assert (tmp_path / "log.txt").read_text("utf-8").startswith("1970-01-01T00:00:00Z")


def test_other_libraries_do_not_write_into_it_and_details_are_left_out(tmp_path: Path) -> None:
    handler = log_to(tmp_path)
    logging.getLogger("urllib3").warning("CANARY")
    log.debug("CANARY")
    log.warning("Set aside 1 pack")
    stop_logging(handler)

    assert "CANARY" not in (tmp_path / "log.txt").read_text("utf-8")


def test_nothing_is_written_once_the_workspace_is_closed(tmp_path: Path) -> None:
    handler = log_to(tmp_path)
    log.info("Opened")
    stop_logging(handler)
    log.info("Later")

    assert "Later" not in (tmp_path / "log.txt").read_text("utf-8")
    assert handler not in logging.getLogger("fieldapp").handlers


def test_opening_without_any_event_writes_no_file(tmp_path: Path) -> None:
    stop_logging(log_to(tmp_path))

    assert list(tmp_path.iterdir()) == []


def test_a_log_does_not_grow_without_end(tmp_path: Path) -> None:
    handler = log_to(tmp_path)
    for _ in range(6 * LARGEST // 10_000):
        log.info("x" * 10_000)
    stop_logging(handler)

    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 4
    assert max(sizes) <= LARGEST


def test_every_script_can_stand_in_a_log(tmp_path: Path) -> None:
    handler = log_to(tmp_path)
    log.info("Opened %s", "/home/أمينة")
    stop_logging(handler)

    assert "أمينة" in (tmp_path / "log.txt").read_text("utf-8")
