"""The slip of a complaint looks like the slip of praise, and says nothing of either."""

import pytest

from fieldapp.domain.area import Areas
from fieldapp.domain.code import LETTERS, code_from
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.limits import Limits
from fieldapp.domain.receipt import NoCode, receipt_of, told_of_receipt
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level

OFFICER = Reader("Amina", Level.TEAM, frozenset())
LIMITS = Limits((), Areas(()))


def shown(kind: str, **values: Value) -> Disclosed:
    return disclose(Record(kind, "018f", values), OFFICER)


PLACE = shown("place", name="Gorom", contact="Desk", complaints="Box\nDesk\n Imam ")


@pytest.mark.parametrize("level", range(1, 8))
def test_every_level_gets_the_same_slip(level: int) -> None:
    feedback = shown(
        "feedback", code="ABCD-2345", level=level, received_on="2026-11-01", summary="Said"
    )

    receipt = receipt_of(feedback, PLACE, LIMITS)

    assert receipt.code == "ABCD-2345"
    assert receipt.ask_from == "2026-11-29"  # the longest limit of any level: four weeks
    assert receipt.ways == ("Desk", "Box", "Imam")
    assert "Said" not in {told.text for told in told_of_receipt(receipt)}


def test_without_a_code_there_is_no_slip_and_without_a_place_there_are_lines_to_fill() -> None:
    with pytest.raises(NoCode):
        receipt_of(shown("feedback", level=2), PLACE, LIMITS)
    receipt = receipt_of(shown("feedback", code="X"), None, LIMITS)
    assert (receipt.ask_from, receipt.ways) == ("", ())


def test_a_code_is_easily_read() -> None:
    assert code_from(bytes(range(8))) == "ABCD-EFGH"
    assert code_from(bytes([255] * 8)) == "9999-9999"
    assert not set("IO01") & set(LETTERS)
