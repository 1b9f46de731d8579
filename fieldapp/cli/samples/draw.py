"""A process that draws samples with one program, one after the other, and tells what each took.

Called as ``python -m fieldapp.cli.samples.draw MODULE FONTS LANGUAGE FIRST COUNT ROWS FILE``; the
last sample is written into the file. Prints one line of JSON.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path

from fieldapp.cli.memory import peak_mb
from fieldapp.cli.samples.content import invent


def main(module: str, fonts: str, language: str, *rest: str) -> None:
    """Draw, and print seconds, seconds of processor and the most memory."""
    first, count, rows = (int(number) for number in rest[:3])
    program = import_module(f"fieldapp.cli.samples.{module}")
    if hasattr(program, "begin"):
        program.begin()
    took, worked = [], []
    drawn = b""
    for number in range(first, first + count):
        wanted = invent(language, number, rows)
        began, began_work = time.perf_counter(), time.process_time()
        drawn = program.draw(wanted, Path(fonts))
        worked.append(time.process_time() - began_work)
        took.append(time.perf_counter() - began)
    Path(rest[3]).write_bytes(drawn)
    told = {"took": took, "worked": worked, "peak_mb": peak_mb()}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
