"""A crash report tells what and where, never about what."""

from pathlib import Path

from fieldapp.crash import report_crash


def broken(answer: str) -> None:
    secret = {"account": answer}
    try:
        raise ValueError(answer)
    except ValueError as error:
        raise RuntimeError(f"while saving {secret}") from error


def crashed() -> RuntimeError:
    try:
        broken("CANARY")
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_report_names_errors_and_places_in_the_code_and_no_answer(tmp_path: Path) -> None:
    report = report_crash(crashed(), tmp_path)

    text = report.read_text("utf-8")
    assert report.parent == tmp_path
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_crash_report.py:" in text
    assert " broken" in text
    assert "CANARY" not in text
    assert str(Path.home()) not in text


def test_without_a_folder_the_report_is_among_the_temporary_files(tmp_path: Path) -> None:
    report = report_crash(crashed(), tmp_path / "nothing")

    assert report.exists()
    assert not (tmp_path / "nothing").exists()


def test_an_error_that_is_its_own_cause_ends(tmp_path: Path) -> None:
    error, other = ValueError(), KeyError()
    error.__cause__, other.__cause__ = other, error

    assert report_crash(error, tmp_path).read_text("utf-8").count("ValueError") == 1
