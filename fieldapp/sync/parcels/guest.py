"""The laptop that comes to another in the same network: it asks until both have what they may."""

import http.client
import urllib.parse

from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels import meeting, talk
from fieldapp.sync.parcels.lan import PATH, PATIENCE_S
from fieldapp.sync.parcels.meeting import LARGEST, Message, NoMessage, Received, Refusal
from fieldapp.sync.parcels.parcel_errors import (
    BadLaptopAddress,
    LaptopRefused,
    LaptopUnreachable,
    NotALaptop,
)
from fieldapp.sync.parcels.talk import Taken
from fieldapp.sync.wire.feed import FEEDS

REFUSALS = {
    "other_mission": N_("it is in another mission"),
    "not_a_member": N_("it does not know this laptop as a member of the mission"),
    "signature": N_("the signature of this laptop is wrong"),
    "code": N_("the code is wrong"),
    "clock": N_("the clocks of the two laptops cannot agree"),
    "replay": N_("it was asked the same before"),
    "brake": N_("many records would vanish there, and a person has to look at it"),
    "bad_request": N_("one of the two is too old for the other and must be updated"),
}


def fetch(
    workspace: Workspace, url: str, code: str, progress: Progress, *, let_through: bool = False
) -> Taken:
    """Exchange with a laptop that offers, until both have what they may.

    Raises:
        NotInMission: The workspace has nothing to exchange with anybody.
        BadLaptopAddress, LaptopUnreachable, NotALaptop, LaptopRefused: As they say.
        ManyWouldVanish: The brake. The portion in question was not taken.
        Cancelled: The person asked to stop. What was exchanged so far stays.
    """
    card_of(workspace)
    pack_up(workspace, progress)
    guest = _Guest(workspace, url, code)
    seen: dict[str, list[str]] = {scope: [] for scope in FEEDS}
    offered: dict[str, set[str]] = {scope: set() for scope in FEEDS}
    gift: dict[str, list[tuple[str, int]]] = {}
    rounds = 0
    while True:
        progress.step(rounds, rounds + 1, N_("Exchanging with the other laptop"))
        answer = guest.ask(gift, seen)
        talk.take_parcel(workspace, answer, guest.taken, let_through=let_through)
        for scope in FEEDS:
            seen[scope] += answer.given.get(scope, ())
        wants = {
            scope: [pack for pack in answer.wants.get(scope, ()) if pack not in offered[scope]]
            for scope in FEEDS
        }
        gift = talk.asked_for(workspace, wants)
        for scope, listed in gift.items():
            offered[scope] |= {pack for pack, _size in listed}
        rounds += 1
        if not any(answer.given.values()) and not any(gift.values()):
            break
    talk.end(workspace, let_through=let_through)
    guest.ask({}, {}, done=True)
    progress.step(rounds, rounds)
    return guest.taken


class _Guest:
    """The laptop that comes: asks, and checks that the right one answers."""

    def __init__(self, workspace: Workspace, url: str, code: str) -> None:
        try:
            parts = urllib.parse.urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadLaptopAddress(address=url) from None
        if parts.scheme != "http" or not parts.hostname or parts.username:
            raise BadLaptopAddress(address=url)
        self.taken = Taken()
        self._name = parts.netloc
        self._where = parts.hostname, port or 80
        self._workspace = workspace
        self._code = code.strip()
        self._offset_ms = 0

    def ask(
        self,
        gift: dict[str, list[tuple[str, int]]],
        seen: dict[str, list[str]],
        *,
        done: bool = False,
    ) -> Message:
        """Send one message and return the answer."""
        have, waiting = ({}, {}) if done else talk.held(self._workspace, seen)
        given = {scope: [pack for pack, _size in listed] for scope, listed in gift.items()}
        message = Message(
            have=have,
            waiting=waiting,
            given=given,
            parcel=talk.wrapped(self._workspace, gift),
            done=done,
        )
        try:
            answer = self._exchange(message)
        except Refusal as refusal:
            if refusal.code != "clock":
                raise self._refused(refusal) from None
            self._offset_ms = refusal.time_ms - self._workspace.around.wall_ms()
            try:  # now the other clock is known
                answer = self._exchange(message)
            except Refusal as again:
                raise self._refused(again) from None
        self.taken.given += talk.count(given)
        return answer

    def _exchange(self, message: Message) -> Message:
        workspace = self._workspace
        now = workspace.around.wall_ms() + self._offset_ms
        message = talk.introduced(workspace, message, now)
        content = meeting.write(message, workspace.signing_key, self._code)
        answered = self._post(content)
        self.taken.bytes_up += len(content)
        self.taken.bytes_down += len(answered)
        try:
            received = meeting.read(answered)
            asked = meeting.read(content)
        except NoMessage:
            raise NotALaptop(address=self._name) from None
        if not self._is_host(received, asked):
            raise NotALaptop(address=self._name)
        return received.message

    def _is_host(self, received: Received, asked: Received) -> bool:
        member = talk.sender_of(self._workspace, received.message)
        return (
            member is not None
            and received.message.answers == asked.signature
            and meeting.is_genuine(received, member.sign)
            and meeting.knows(received, self._code)
        )

    def _post(self, content: bytes) -> bytes:
        connection = http.client.HTTPConnection(*self._where, timeout=PATIENCE_S)
        try:
            connection.request("POST", PATH, content)
            response = connection.getresponse()
            answer = response.read(LARGEST + 1)
        except (OSError, http.client.HTTPException) as error:
            raise LaptopUnreachable(address=self._name) from error
        finally:
            connection.close()
        if response.status != http.HTTPStatus.OK or len(answer) > LARGEST:
            raise NotALaptop(address=self._name)
        return answer

    def _refused(self, refusal: Refusal) -> LaptopRefused:
        reason = Words(REFUSALS.get(refusal.code, refusal.code))
        return LaptopRefused(address=self._name, reason=reason)
