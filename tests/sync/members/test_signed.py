import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from fieldapp.sync.errors import BadDocument, NewerDocument
from fieldapp.sync.members import signed

KEY = SigningKey(bytes(range(32)))
OWN = bytes(KEY.verify_key)
TEXT = signed.write("request", {"name": "Awa", "box": "00"}, KEY)


def test_a_document_is_read_as_it_was_written() -> None:
    plain = signed.read("request", TEXT)
    signed.check("request", plain, OWN)

    assert (plain["name"], plain["box"]) == ("Awa", "00")


@given(at=st.integers(0, len(TEXT) - 1), letter=st.characters(codec="utf-8"))
def test_a_document_with_one_letter_changed_is_refused(at: int, letter: str) -> None:
    changed = TEXT[:at] + letter + TEXT[at + 1 :]

    try:
        plain = signed.read("request", changed)
        signed.check("request", plain, OWN)
    except (BadDocument, NewerDocument):
        return
    assert json.loads(changed) == json.loads(TEXT)


@given(st.integers(0, len(TEXT) - 1))
def test_a_document_cut_short_is_refused(end: int) -> None:
    with pytest.raises(BadDocument):
        signed.read("request", TEXT[:end])


def test_a_statement_for_one_purpose_is_worth_nothing_for_another() -> None:
    plain = json.loads(TEXT)

    with pytest.raises(BadDocument):
        signed.read("member", TEXT)
    with pytest.raises(BadDocument, match="signature"):
        signed.check("member", plain, OWN)


def test_nobody_elses_signature_counts() -> None:
    other = bytes(SigningKey(bytes(32)).verify_key)

    with pytest.raises(BadDocument, match="signature"):
        signed.check("request", signed.read("request", TEXT), other)


def test_a_later_version_says_to_update() -> None:
    newer = json.dumps({**json.loads(TEXT), "v": 2})

    with pytest.raises(NewerDocument, match="Update fieldapp"):
        signed.read("request", newer)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"fieldapp": "request", "v": true}',
        b'{"fieldapp": "request", "v": "1"}',
        b'"request"',
        b" " * (signed.LONGEST + 1),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(text: bytes) -> None:
    with pytest.raises(BadDocument, match="Nothing was changed"):
        signed.read("request", text)


def test_text_that_utf_8_cannot_write_is_refused() -> None:
    plain = {**json.loads(TEXT), "name": "\ud800"}

    with pytest.raises(BadDocument):
        signed.check("request", plain, OWN)
