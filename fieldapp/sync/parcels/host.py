"""The laptop that answers in a meeting of two: whom it lets in, and what it answers.

It knows no network (`lan`). Whoever asks must be a member of the mission, now, and know the code.
"""

import secrets
import threading

from fieldapp.progress import Progress
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.membership import Member
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels import meeting
from fieldapp.sync.parcels.meeting import WINDOW_MS, Message, NoMessage, Received, Refusal
from fieldapp.sync.parcels.talk import (
    Taken,
    count,
    end,
    introduced,
    sender_of,
    take_parcel,
    to_give,
    wanted,
    wrapped,
)

MOST_WRONG_CODES = 10
_MOST_SEEN = 10_000


def new_code() -> str:
    """Return a code to read out: eight digits."""
    number = secrets.randbelow(10**8)
    return f"{number // 10**4:04d}-{number % 10**4:04d}"


class Host:
    """The laptop that answers, for as long as it offers. Used by several threads.

    Attributes:
        code: To be read out to whoever may come.
        done: Somebody has been here and needs no more.
        spent: So many wrong codes came that it answers nobody any more.
        brake: Set where a person has to look before anything more is taken in.
        taken: What came of it so far.
    """

    def __init__(self, code: str, *, let_through: bool = False) -> None:
        self.code = code
        self.done = threading.Event()
        self.spent = False
        self.brake: ManyWouldVanish | None = None
        self.taken = Taken()
        self._let_through = let_through
        self._wrong = 0
        self._seen: dict[str, int] = {}
        self._one_at_a_time = threading.Lock()

    def answer(self, workspace: Workspace, content: bytes) -> bytes:
        """Answer one message.

        Args:
            workspace: Opened in this thread.
        """
        now = workspace.around.wall_ms()
        with self._one_at_a_time:
            try:
                received = meeting.read(content)
                member = self._let_in(workspace, received, now)
                answer = self._serve(workspace, received, member, now)
            except (NoMessage, Refusal) as error:
                code = error.code if isinstance(error, Refusal) else "bad_request"
                return meeting.refuse(code, now)
            except ManyWouldVanish as error:
                self.brake = error
                return meeting.refuse("brake", now)
            self.taken.bytes_down += len(content)
            self.taken.bytes_up += len(answer)
            if received.message.done:
                end(workspace, let_through=self._let_through)
                self.done.set()
            return answer

    def _let_in(self, workspace: Workspace, received: Received, now: int) -> Member:
        message = received.message
        if self.spent:
            raise Refusal("code")
        if message.mission != card_of(workspace).id:
            raise Refusal("other_mission")
        member = sender_of(workspace, message)
        if member is None or not member.reads | member.writes or message.answers:
            raise Refusal("not_a_member")
        if not meeting.is_genuine(received, member.sign):
            raise Refusal("signature")
        if not meeting.knows(received, self.code):
            self._wrong += 1
            if self._wrong >= MOST_WRONG_CODES:
                self.spent = True
            raise Refusal("code")
        if abs(message.time_ms - now) > WINDOW_MS:
            raise Refusal("clock")
        self._seen = {s: at for s, at in self._seen.items() if abs(at - now) <= 2 * WINDOW_MS}
        if received.signature in self._seen or len(self._seen) >= _MOST_SEEN:
            raise Refusal("replay")
        self._seen[received.signature] = message.time_ms
        return member

    def _serve(self, workspace: Workspace, received: Received, member: Member, now: int) -> bytes:
        message = received.message
        pack_up(workspace, Progress())
        take_parcel(workspace, message, self.taken, let_through=self._let_through)
        with writing(workspace.db, workspace.file):
            wants = wanted(Intake(workspace, let_through=False), message)
        gift = {} if message.done else to_give(workspace, member.reads, message.have)
        answer = Message(
            wants=wants,
            given={scope: [pack for pack, _size in listed] for scope, listed in gift.items()},
            parcel=wrapped(workspace, gift),
            answers=received.signature,
        )
        answer = introduced(workspace, answer, now)
        self.taken.given += count(answer.given)
        return meeting.write(answer, workspace.signing_key, self.code)
