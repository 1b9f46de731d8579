"""Whatever somebody pipes in is read, or gets a sentence with its line."""

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.cli import answers
from fieldapp.cli.answers import Given, Read, TooLarge, Unreadable, read_answers
from fieldapp.cli.files import CannotRead


def read(text: str | bytes) -> list[Read]:
    raw = text.encode() if isinstance(text, str) else text
    return list(answers._records(io.BytesIO(raw)))


objects = st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.integers(), max_size=3)


@given(st.lists(objects, min_size=1, max_size=5))
def test_lines_an_array_and_a_pretty_array_read_the_same(records: list[dict[str, object]]) -> None:
    lines = "\n".join(json.dumps(record) for record in records)
    array = json.dumps(records)
    pretty = json.dumps(records, indent=3, ensure_ascii=True)

    for text in (lines, array, pretty):
        found = read(text)
        assert [one.answers for one in found if isinstance(one, Given)] == records


@given(st.binary(max_size=60))
def test_no_bytes_whatever_end_in_anything_but_records_or_sentences(raw: bytes) -> None:
    try:
        found = read(raw)
    except answers.NotUtf8:
        return
    assert all(isinstance(one, Given | Unreadable) for one in found)


def test_every_record_knows_its_line() -> None:
    text = '[\n {"a": 1},\n\n {"a": 2,\n  "b": 3}\n]\n'

    assert [one.line for one in read(text)] == [2, 4]
    assert [one.line for one in read('\n{"a": 1}\n\n{"a": 2}\n')] == [2, 4]


def test_a_mark_at_the_beginning_and_windows_line_ends_do_no_harm() -> None:
    assert [one.line for one in read('\ufeff{"a": 1}\r\n{"a": 2}\r\n')] == [1, 2]
    assert read('[{"a": 1}]'.encode("utf-16")) == [Given(1, {"a": 1})]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"a": NaN}', "NaN and Infinity"),
        ('{"a": -Infinity}', "NaN and Infinity"),
        ('{"a": 1, "a": 2}', "answered twice"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ('[{"a": ' + "[" * 100_000, "nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "not answers"),
        ("[1, 2]", "JSON object"),
        ('"text"', "JSON object"),
        ('{"a": 1', "line 1, column 8"),
        ('{\n "a": 1,\n "b"}', "line 3, column 5"),
        ('[{"a": 1} {"a": 2}]', "line 1, column 11"),
        ('[{"a": 1},]', "line 1, column 11"),
        ("not json at all", "not JSON"),
        (b'{"a": "\xff"}', "UTF-8"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text: str | bytes, sentence: str) -> None:
    [bad] = [one for one in read(text) if isinstance(one, Unreadable)][:1]

    assert sentence in str(bad.error)


def test_a_bad_line_spoils_no_other() -> None:
    found = read('{"a": 1}\n{"a": }\n{"a": 3}')

    assert [isinstance(one, Given) for one in found] == [True, False, True]


def test_a_document_without_end_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answers, "LARGEST", 1000)
    monkeypatch.setattr(answers, "LONGEST_LINE", 1000)

    with pytest.raises(TooLarge):
        read("[" + " " * 2000)
    with pytest.raises(TooLarge):
        read('{"a": 1}\n{"a": "' + "x" * 2000)


def test_records_are_read_as_they_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(io.BytesIO):
        """Fails when more is asked for than has been written."""

        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            assert line, "asked for more before the first record was handled"
            return line

    slow = Slow(b'{"a": 1}\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(slow))

    assert next(read_answers(None)) == Given(1, {"a": 1})


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        list(read_answers(tmp_path / "nothing.json"))
