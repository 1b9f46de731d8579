"""The plug is pulled in the middle of saving, again and again: no acknowledged record is lost."""

import json
import multiprocessing
import os
import random
from pathlib import Path

from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.doctor import examine
from tests.cli.conftest import POSIX, looking_into
from tests.cli.killed import run_put

KILLS = 200
RECORDS = 20


@POSIX
def test_hundreds_of_killed_processes_lose_no_acknowledged_save(folder: Path) -> None:
    """Each process gets twenty records at once and dies after it has acknowledged some of them,
    while it is busy with the next."""
    chance = random.Random(7)
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["tests.cli.killed"])
    acknowledged: dict[str, str] = {}
    cut_short = 0
    for n in range(KILLS):
        titles = [f"{n} {number}" for number in range(RECORDS)]
        given, to_give = forking.Pipe(duplex=False)
        said, to_say = forking.Pipe(duplex=False)
        process = forking.Process(target=run_put, args=(folder, given, to_say))
        process.start()
        given.close()
        to_say.close()
        with os.fdopen(to_give.fileno(), "w", encoding="utf-8", closefd=False) as pipe:
            for title in titles:
                line = {"title": title, "held_on": "2026-11-03", "place": "A"}
                pipe.write(json.dumps(line) + "\n")
        to_give.close()
        with os.fdopen(said.fileno(), encoding="utf-8", closefd=False) as answers:
            for title in titles[: chance.randint(1, RECORDS - 2)]:
                [saved] = json.loads(answers.readline())["saved"]
                acknowledged[saved] = title
            process.kill()
        said.close()
        process.join()
        cut_short += process.exitcode == -9

    assert cut_short > KILLS * 0.9
    assert len(acknowledged) > KILLS
    with looking_into(folder) as workspace:
        kept = {r.id: r for r in records.query(workspace, records.Wanted("meeting"))}
        assert {i: str(kept[i].values["title"]) for i in acknowledged} == acknowledged
        # What was never acknowledged may be there, but then it is whole.
        assert all(len(record.values) == 3 for record in kept.values())
        assert all(finding.ok for finding in examine(workspace, Progress()))
