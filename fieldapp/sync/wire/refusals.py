"""Why a hub refuses a laptop or one of its packs: the codes on the wire, the words for people."""

from collections.abc import Mapping

from fieldapp.language import N_

REFUSALS: Mapping[str, str] = {
    "not_a_member": N_("this laptop is not enrolled in its mission"),
    "no_mission": N_("it serves no mission yet; the founder of the mission has to sync first"),
    "clock": N_("the clocks of the laptop and the hub cannot agree"),
    "signature": N_("the signature of this laptop is wrong"),
    "version": N_("one of the two is too old for the other and must be updated"),
    "bad_request": N_("it does not understand what this laptop asks"),
    "too_many": N_(
        "this laptop, or others at the same place, asked too much at once; wait a while"
    ),
    "left": N_("this laptop has been taken out of the mission"),
    "disk_full": N_("its disk is full"),
    "trouble": N_("it cannot use its own storage"),
    "not_yours": N_("it takes entries only from the laptop that made them"),
    "unknown_author": N_("it does not know yet who made them"),
    "bad_pack": N_("it cannot use them"),
}
"""Why a hub does not serve a laptop, or takes some of its packs not: the code on the wire, and the
words for people."""

STRANGER = ("not_a_member", "no_mission")
"""Refusals of a hub that does not know who is asking, or no longer."""
