"""Why something is not revealed or opened, in words for the officer. Nothing here is an answer."""

from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.sync.errors import SyncError


class UnknownReason(WrongUse):
    """A reason that is none."""

    text = N_("There is no reason {reason}.")
    remedy = N_("The reasons are: {known}.")


class NothingMasked(WrongUse):
    """A record that shows all it has."""

    text = N_("No answer of this record is masked for you.")
    remedy = N_("“fieldapp get” shows what you may read of it.")


class SecondPersonNeeded(SyncError):
    """The mission's limit asks for two persons."""

    text = N_("In this mission an identity is shown only when a second person agrees.")
    remedy = N_(
        "Write a request with “fieldapp reveal ask”, and take it to somebody who may read the same."
    )


class KeyLacking(SyncError):
    """What is asked for is sealed to others."""

    text = N_("This laptop does not hold the key of what is masked in this record.")
    remedy = N_(
        "Where a life is in danger, write a request with “fieldapp reveal ask”, and take it to"
        " somebody who holds the key."
    )


class ApprovalForOther(SyncError):
    """An approval held against another record."""

    text = N_("This approval is for another record.")
    remedy = N_("Ask for this record on its own. Nothing was shown.")


class NotYourRequest(SyncError):
    """An approval of what another laptop, or another mission, asked."""

    text = N_("This approval answers the request of another laptop.")
    remedy = N_("Use the approval of a request that was made here. Nothing was shown.")


class ApprovalOver(SyncError):
    """Too late."""

    text = N_("This could be used until {until}.")
    remedy = N_("Ask anew. If that is not in the past, look at the date of this laptop.")


class ApprovalUsed(SyncError):
    """One request opens once."""

    text = N_("This approval was used already.")
    remedy = N_("Ask anew. Nothing was shown.")


class ApprovalOfSelf(SyncError):
    """The second person is the first."""

    text = N_("An approval has to come from another person.")
    remedy = N_("Take the request to somebody else.")


class NotInTheMission(SyncError):
    """A laptop that nobody knows, or that was taken out."""

    text = N_("The laptop {device} is not in the mission, or no longer.")
    remedy = N_("Sync and try again; “fieldapp members” shows who is in.")


class MayNotApprove(SyncError):
    """Who approves has to be able to read it."""

    text = N_("The laptop {device} does not hold the key of this record, so it cannot approve.")
    remedy = N_("Take the request to somebody of the protection cell.")


class AsksTooMuch(SyncError):
    """Longer than the mission allows."""

    text = N_("This request asks for longer than the mission allows ({most}).")
    remedy = N_("Let it be asked anew with a shorter time. Nothing was approved.")


class NameTheSecond(WrongUse):
    """Without a second person the first would let it through alone."""

    text = N_("In this mission two persons have to agree before a record is opened without a key.")
    remedy = N_(
        "Name the laptop of the second with --second DEVICE; “fieldapp members” lists them."
    )


class NotLetThrough(SyncError):
    """Sealed to the second person still."""

    text = N_("A second person has to let this through first ({device}).")
    remedy = N_("Take the file to them: “fieldapp reveal approve” makes of it one for this laptop.")
