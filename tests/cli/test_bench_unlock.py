"""`bench unlock` measures a real guess against a bare Argon2id, in one run."""

import pytest

from tests.cli.conftest import Run


def test_a_guess_is_measured_against_one_bare_derivation(run: Run) -> None:
    done = run("bench", "unlock", "--repeats", "3", "--memory", 16 * 1024 * 1024, "--json")

    assert done.code == 0
    assert [row["what"] for row in done.json] == ["unlock", "wrong guess"]
    for row in done.json:
        assert (row["unit"], row["memory_mb"], row["passes"]) == ("ms", 16.0, 3)
        assert row["limit"] == "bare Argon2id of libsodium"
        assert row["limit_median"] > 0
        assert row["ratio"] == pytest.approx(row["median"] / row["limit_median"], rel=0.1)
