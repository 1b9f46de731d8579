"""A paper as it was drawn, in memory alone: what the window shows, prints and saves."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DrawnPaper:
    """One paper.

    Attributes:
        content: The PDF.
        kind, record: What it is about, as the audit log names it.
        code: Of the paper; "" where it has none.
        detail: What the audit log says of it when it goes out; no word of a record.
        draft: Nobody else has released it yet, so it says across every page that it is a draft.
        says: Digest of what stands on it, which is what a release is for.
    """

    content: bytes
    kind: str
    record: str
    code: str
    detail: Mapping[str, str | int]
    draft: bool
    says: str = ""
