"""Code lists: which codes an answer may have and what they are called.

A list is a file of `resources/codelists` with its version and its source. Codes are never renamed
or reused, because records of ten years use them; one that is no longer offered is retired. What a
mission adds starts with ``x-``. A fact names the version of fieldapp that wrote it, and with it
the version of every list.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from fieldapp.language import Language
from fieldapp.paths import resource

FOLDER = "codelists"


@dataclass(frozen=True)
class CodeList:
    """A named list of codes with their English labels, in the order people see them.

    Attributes:
        source: Where the codes come from, in English.
        general_knowledge: No public source was found for all of it; a mission checks it.
        parents: For some codes the code of a coarser list that they belong to; `source` says which.
    """

    name: str
    labels: Mapping[str, str]
    retired: frozenset[str] = field(default=frozenset())
    version: int = 1
    source: str = ""
    general_knowledge: bool = False
    parents: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def has(self, code: str) -> bool:
        """Say whether a record may hold this code."""
        return code in self.labels or re.fullmatch(r"x-[a-z0-9-]+", code) is not None

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes that a form offers."""
        return tuple(code for code in self.labels if code not in self.retired)

    def label(self, code: str, language: Language) -> str:
        """Return the label; a code that a newer version added is shown bare, not hidden."""
        return language.translate(self.labels[code]) if code in self.labels else code


@cache
def code_list(name: str) -> CodeList:
    """Return the list of this name."""
    plain = json.loads(resource(FOLDER, f"{name}.json").read_text("utf-8"))
    codes = plain["codes"]
    return CodeList(
        name=plain["name"],
        labels=MappingProxyType({each["code"]: each["label"] for each in codes}),
        retired=frozenset(each["code"] for each in codes if each.get("retired")),
        version=plain["version"],
        source=plain["source"],
        general_knowledge=plain.get("general_knowledge", False),
        parents=MappingProxyType({e["code"]: e["parent"] for e in codes if "parent" in e}),
    )
