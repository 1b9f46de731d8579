"""A file for a partner is not told from the one before by one record that came late."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.conftest import Run, put

TODAY = datetime.now(UTC).date()
LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).isoformat()


def test_one_incident_that_came_late_is_not_in_the_next_file(run: Run, tmp_path: Path) -> None:
    put(run, "place", {"name": "Kelda", "pcode": "KE01", "type": "adm1"})
    [made] = put(
        run,
        "agreement",
        {
            "title": "Cluster", "kinds": ["incident"], "detail": "counts_adm1", "status": "signed",
            "signed_on": (TODAY - timedelta(days=60)).isoformat(), "purpose": "Protection",
            "expires_on": (TODAY + timedelta(days=30)).isoformat(),
        },
    )  # fmt: skip
    incident = {"happened_on": LAST_MONTH, "place": "KE01", "type": "threat"}

    def told_with(late: int) -> list[str]:
        put(run, "incident", *[incident] * late)
        file = tmp_path / f"{late}.csv"
        done = run("export", "incident", "--as", "csv", "--agreement", made, "-o", file)
        assert done.code == 0, done.err
        table = csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
        return [row["count"] for row in table][1:]

    assert told_with(6) == ["6"]
    assert told_with(1) == ["6"]
    assert told_with(4) == ["11"]
