"""Code lists: which codes an answer may have and what they are called.

Codes are never renamed or reused, because records of ten years use them; a code that is no longer
offered is retired. What a mission adds starts with ``x-``. The lists themselves stand beside the
kinds that use them, or here when several do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldapp.language import N_, Language


@dataclass(frozen=True)
class CodeList:
    """A named list of codes with their English labels, in the order people see them."""

    name: str
    labels: Mapping[str, str]
    retired: frozenset[str] = field(default=frozenset())

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


SEX = CodeList(
    "sex",
    {
        "female": N_("Female"),
        "male": N_("Male"),
        "other": N_("Other"),
        "unknown": N_("Unknown"),
    },
)

# Three band sets that do not nest stand side by side, because a head count is kept in the bands it
# was counted in: by eye (child, adult, older), CBM's hands-on tool and UNHCR's.
AGE_GROUP = CodeList(
    "age_group",
    {
        "child": N_("Child"),
        "youth": N_("Youth"),
        "adult": N_("Adult"),
        "older": N_("Older person"),
        "unknown": N_("Unknown"),
        "0-4": N_("0 to 4 years"),
        "0-5": N_("0 to 5 years"),
        "5-11": N_("5 to 11 years"),
        "6-12": N_("6 to 12 years"),
        "12-17": N_("12 to 17 years"),
        "13-17": N_("13 to 17 years"),
        "0-17": N_("0 to 17 years"),
        "18-49": N_("18 to 49 years"),
        "18-59": N_("18 to 59 years"),
        "50-59": N_("50 to 59 years"),
        "60+": N_("60 years and older"),
        "60-69": N_("60 to 69 years"),
        "70-79": N_("70 to 79 years"),
        "80+": N_("80 years and older"),
    },
)

CHILDREN = frozenset({"child", "0-4", "0-5", "5-11", "6-12", "12-17", "13-17", "0-17"})
OLDER = frozenset({"older", "60+", "60-69", "70-79", "80+"})

GROUP = CodeList(
    "group",
    {
        "council": N_("Village council"),
        "women": N_("Women"),
        "men": N_("Men"),
        "youth": N_("Youth"),
        "older": N_("Older people"),
        "disability": N_("People with disabilities"),
        "displaced": N_("Displaced people"),
        "minority": N_("Minority"),
        "herders": N_("Herders"),
        "farmers": N_("Farmers"),
        "traders": N_("Traders"),
        "customary": N_("Customary authority"),
        "authority": N_("Local authority"),
        "other": N_("Others"),
    },
)

SECTOR = CodeList(
    "sector",
    {
        "water": N_("Water"),
        "sanitation": N_("Sanitation"),
        "health": N_("Health"),
        "education": N_("Education"),
        "roads": N_("Roads"),
        "agriculture": N_("Agriculture"),
        "livelihoods": N_("Livelihoods"),
        "shelter": N_("Shelter"),
        "governance": N_("Governance"),
        "justice": N_("Justice"),
        "security": N_("Security"),
        "protection": N_("Protection"),
        "cohesion": N_("Living together"),
        "environment": N_("Land and environment"),
        "other": N_("Other"),
    },
)

PARTY = CodeList(
    "party",
    {
        "us": N_("The mission"),
        "them": N_("The community"),
        "others": N_("Others"),
    },
)

PROMISE_STATUS = CodeList(
    "promise_status",
    {
        "open": N_("Open"),
        "kept": N_("Kept"),
        "late": N_("Late"),
        "not_kept": N_("Not kept"),
        "dropped": N_("Openly dropped"),
    },
)

VERDICT = CodeList(
    "verdict",
    {
        "confirmed": N_("Confirmed"),
        "partly": N_("Partly"),
        "not_found": N_("Not found"),
        "not_accessible": N_("Could not be reached"),
        "disputed": N_("Disputed"),
    },
)
