"""The icon of each kind of record, wherever it is shown. A kind without its own gets a sheet."""

from collections.abc import Mapping
from types import MappingProxyType

KIND_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "place": "map-pin",
        "season": "wheat",
        "actor": "landmark",
        "tie": "link",
        "seat": "users",
        "meeting": "users",
        "attendance": "users",
        "issue": "megaphone",
        "commitment": "hand",
        "feedback": "message-square-warning",
        "photo": "image",
        "objective": "flag",
        "priority": "list",
        "deliverable": "hammer",
        "milestone": "milestone",
        "budget_line": "hash",
        "payment": "hash",
        "supplier": "store",
        "training": "school",
        "steward": "sprout",
        "verification": "eye",
        "handover": "stamp",
        "incident": "shield-alert",
        "victim": "shield",
        "referral": "hospital",
        "joint_review": "handshake",
        "finding": "scale",
        "score": "smile",
        "perception": "smile",
        "indicator": "clipboard-list",
        "observation": "eye",
        "external_review": "eye",
        "decision": "scale",
        "escalation": "upload",
        "risk": "triangle-alert",
        "scenario": "route",
        "trigger": "calendar-clock",
        "pivot": "route",
        "debrief": "history",
        "lesson": "sprout",
        "bottleneck": "hourglass",
        "assignment": "user-check",
        "decision_right": "stamp",
        "limit": "gauge",
        "agreement": "file-text",
        "boundary": "map",
        "access": "eye",
    }
)

_SHEET = "file-text"


def icon_of(kind: str) -> str:
    """Return the name of the icon of a kind."""
    return KIND_ICONS.get(kind, _SHEET)
