"""A bad line between a laptop and a hub, in real TCP: slow, far away, and cut again and again."""

import asyncio
import contextlib
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What the line is like.

    Attributes:
        bytes_per_s: In each direction.
        delay_s: That each byte is on its way.
        cut_s: Every connection is reset after a time between these two.
        silent: Takes everything and gives nothing back, and never hangs up.
    """

    bytes_per_s: float = 8000
    delay_s: float = 0.3
    cut_s: tuple[float, float] = (1, 10)
    silent: bool = False


@contextmanager
def bad_line(target: str, line: Line, seed: int) -> Iterator[str]:
    """Give an address that leads to the target (an address as well) over this line."""
    host, _, port = target.removeprefix("http://").rpartition(":")
    loop = asyncio.new_event_loop()
    proxy = _Proxy(host, int(port), line, random.Random(seed))
    server = loop.run_until_complete(asyncio.start_server(proxy.carry, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, name="line")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class _Proxy:
    """Carries every connection that is made."""

    def __init__(self, host: str, port: int, line: Line, dice: random.Random) -> None:
        self._host, self._port, self._line, self._dice = host, port, line, dice

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        there: asyncio.StreamWriter | None = None
        pumps: list[asyncio.Task[None]] = []
        try:
            if self._line.silent:
                while await near.read(65536):
                    pass
                return
            far, there = await asyncio.open_connection(self._host, self._port)
            pumps = [
                asyncio.create_task(self._pump(near, there)),
                asyncio.create_task(self._pump(far, back)),
            ]
            await asyncio.wait(pumps, timeout=self._dice.uniform(*self._line.cut_s))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            for writer in (back, there):
                if writer is not None:
                    writer.transport.abort()  # a reset, as a router that forgets does it

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        clock = asyncio.get_running_loop().time

        async def arrive() -> None:
            while True:
                due, piece = await under_way.get()
                await asyncio.sleep(due - clock())
                if not piece:
                    return
                target.write(piece)
                await target.drain()

        arriving = asyncio.ensure_future(arrive())
        try:
            piece = b"-"
            while piece:
                piece = await source.read(512)
                await asyncio.sleep(len(piece) / self._line.bytes_per_s)
                under_way.put_nowait((clock() + self._line.delay_s, piece))
            await arriving
        finally:
            arriving.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await arriving
