import json
from itertools import permutations

import pytest
from nacl.signing import SigningKey

from fieldapp.sync.members import signed
from fieldapp.sync.members.hub_notice import write_notice
from fieldapp.sync.members.membership import LEFT
from fieldapp.sync.members.register import Register, read_register
from fieldapp.sync.wire.feed import id_of
from tests.sync.members.test_roster import (
    ADMIN,
    ADMIN_DEVICE,
    ADMINISTRATOR,
    CARD,
    OFFICER,
    OWNER,
    STRANGER,
    by_founder,
)

PIN = "ab" * 32


def notice(url: str, number: int, key: SigningKey = OWNER, by: str = "") -> str:
    return write_notice(CARD, url, [PIN], number, key, by)


def register(*texts: str) -> Register:
    found = [
        read_register(CARD, {id_of(text.encode()): text.encode() for text in order})
        for order in permutations(texts)
    ]
    assert all(each.hub == found[0].hub for each in found)
    return found[0]


def test_the_newest_notice_that_counts_is_used() -> None:
    by_admin = notice("https://two.example.org", 2, ADMIN, ADMIN_DEVICE)
    found = register(ADMINISTRATOR.text, notice("https://one.example.org", 1), by_admin)

    assert found.hub is not None
    assert (found.hub.url, found.hub.pins) == ("https://two.example.org", (PIN,))


@pytest.mark.parametrize("signer", [STRANGER, OFFICER])
def test_nobody_else_leads_the_laptops_to_another_hub(signer: SigningKey) -> None:
    forged = notice("https://evil.example.org", 9, signer)
    borrowed = notice("https://evil.example.org", 9, signer, ADMIN_DEVICE)
    found = register(ADMINISTRATOR.text, notice("https://one.example.org", 1), forged, borrowed)

    assert found.hub is not None
    assert found.hub.url == "https://one.example.org"
    assert len(found.refused) == 2


def test_the_notice_of_an_administrator_who_left_no_longer_counts() -> None:
    by_admin = notice("https://two.example.org", 2, ADMIN, ADMIN_DEVICE)
    found = register(ADMINISTRATOR.text, by_founder(ADMIN, LEFT, 5).text, by_admin)

    assert found.hub is None


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "two words"},
        {"url": 1},
        {"pins": "ab"},
        {"pins": ["AB" * 32]},
        {"pins": [PIN] * 11},
        {"number": "1"},
        {"mission": "0" * 32},
    ],
)
def test_a_notice_that_makes_no_sense_is_refused(changes: dict[str, object]) -> None:
    plain = json.loads(notice("https://one.example.org", 1))
    content = {k: v for k, v in plain.items() if k not in ("signature", "fieldapp", "v")}
    found = register(signed.write("hub", content | changes, OWNER))

    assert found.hub is None
    assert len(found.refused) == 1
