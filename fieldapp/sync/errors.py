"""What can go wrong between laptops, in words for the officer. Nothing here is about records."""

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_


class SyncError(UserError):
    """Anything about the mission or the hub."""


class NotInMission(SyncError):
    """The workspace works on its own."""

    text = N_("This workspace is in no mission yet.")
    remedy = N_("Ask the mission's administrator for an invitation and join with it.")


class InMission(SyncError):
    """A workspace belongs to one mission for ever: its records are sealed to that one's readers."""

    text = N_("This workspace is in the mission {mission} already.")
    remedy = N_("Make a new workspace for another mission. Nothing was changed.")


class NotTheOwner(SyncError):
    """Only the founder and the administrators sign for the mission."""

    text = N_("This laptop cannot sign for the mission.")
    remedy = N_("Ask whoever founded the mission, or one of its administrators.")


class BeyondYourRight(SyncError):
    """An administrator gives what they do not read, or decides about the founder or an equal."""

    text = N_("An administrator cannot sign this ({role}).")
    remedy = N_("Ask whoever founded the mission. Nothing was changed.")


class NoSuchMember(WrongUse):
    """A device that is in no statement."""

    text = N_("No laptop {device} is known in this mission.")
    remedy = N_("The command members lists them. Sync first if it is new.")


class TheFounder(WrongUse):
    """The founder's laptop holds the mission's own key."""

    text = N_("The founder's laptop cannot be taken out of the mission.")
    remedy = N_("If it is lost, found a new mission and tell everybody by voice.")


class AlreadyOut(WrongUse):
    """A laptop that was taken out before."""

    text = N_("The laptop {device} has been taken out already.")
    remedy = N_("The command late shows what it sent afterwards.")


class TakenOut(SyncError):
    """This laptop itself was taken out of the mission, and has sealed what it may not read."""

    text = N_("This laptop has been taken out of the mission, and the hub {hub} serves it no more.")
    remedy = N_(
        "What you recorded stays here. What was given in confidence is sealed for others and can"
        " no longer be read here. If that is a mistake, call the administrator of the mission."
    )


class TakenOutMeanwhile(SyncError):
    """This laptop was taken out of the mission, as it learnt from a colleague or a parcel."""

    text = N_("This laptop has been taken out of the mission.")
    remedy = TakenOut.remedy


class UnknownRole(WrongUse):
    """A role that nobody can be given."""

    text = N_("There is no role {role}.")
    remedy = N_("The roles are: {known}.")


class BadName(WrongUse):
    """A name of a person or a mission that cannot be shown."""

    text = N_("This name is empty, too long or not plain text.")
    remedy = N_("Use up to {most} letters, on one line.")


class BadDocument(SyncError):
    """A request or an invitation that is none, or was changed on its way."""

    text = N_("This file is no {document} of fieldapp, or it was damaged or changed ({what}).")
    remedy = N_("Ask for it again, best on another way. Nothing was changed.")


class NoCode(SyncError):
    """A picture in which no code of fieldapp can be read."""

    text = N_("No code of fieldapp can be read in this picture.")
    remedy = N_(
        "Take it again: straight from above, in good light, all four corners and the white rim on"
        " it, and nothing else. Or bring the file itself."
    )


class TooLongForCode(SyncError):
    """A document that no QR code can hold."""

    text = N_("This {document} is too long for a QR code.")
    remedy = N_("Write it into a file that does not end in .png. Nothing was written.")


class OtherFingerprint(SyncError):
    """What was read aloud is not what stands here: the worst case is what it is for."""

    text = N_("This is not the fingerprint that was read to you.")
    remedy = N_("Listen once more. If it differs again, somebody has changed the file on its way.")


class NewerDocument(SyncError):
    """A request or an invitation of a later version."""

    text = N_("This {document} was made by a newer fieldapp.")
    remedy = N_("Update fieldapp on this laptop. Nothing was changed.")


class NotForThisLaptop(SyncError):
    """An invitation that was made for another laptop, or for keys this one no longer has."""

    text = N_("This invitation was made for another laptop ({name}).")
    remedy = N_("Use the invitation that answers this laptop's own request.")


class BadAddress(WrongUse):
    """An address of a hub that is none."""

    text = N_("{hub} is no address of a hub.")
    remedy = N_("It looks like https://hub.example.org or http://192.168.1.20:8080.")


class BadPin(WrongUse):
    """A pin of a hub's certificate that is none."""

    text = N_("This is no pin of a certificate.")
    remedy = N_("It is 64 digits from 0 to 9 and a to f, as “fieldapp hub pin” prints them.")


class PinNeedsTls(WrongUse):
    """A pin and an address without encryption: nothing could be compared."""

    text = N_("The address of the hub {hub} has to begin with https://.")
    remedy = N_("This laptop knows the hub by its certificate, and http:// has none.")


class WrongCertificate(SyncError):
    """What answers shows another certificate than the one that was agreed."""

    text = N_("What answers at {hub} is not the hub that this laptop knows.")
    remedy = N_(
        "Somebody may sit in between. Nothing was sent. Ask the administrator by voice whether the"
        " hub has a new certificate."
    )


class UnknownCertificate(SyncError):
    """A certificate that no authority vouches for, and no pin to compare it with."""

    text = N_("The certificate of the hub {hub} cannot be verified.")
    remedy = N_(
        "Nothing was sent. Look at this laptop's date, or ask the administrator for the pin of the"
        " hub's certificate."
    )


class HubUnreachable(SyncError):
    """No answer from the hub."""

    text = N_("The hub {hub} did not answer.")
    remedy = N_("Your records are safe here. Sync again when you are online.")


class HubStoppedMidway(SyncError):
    """The answer broke off. What had arrived whole is kept; the rest is asked for again."""

    text = N_("The connection to the hub {hub} broke off in the middle.")
    remedy = N_("Nothing is lost. Sync again; it goes on where it stopped.")


class NotAHub(SyncError):
    """Something answered, but no hub of fieldapp: often the log-in page of a hotel's network."""

    text = N_("What answers at {hub} is not a hub of fieldapp.")
    remedy = N_(
        "Open a web page to see whether the network asks you to log in, or correct the address."
    )


class HubBroken(SyncError):
    """A hub of fieldapp whose answer contradicts itself."""

    text = N_("The hub {hub} sent what does not fit together ({what}).")
    remedy = N_("Your records are safe here. Tell the administrator of the hub.")


class HubRefused(SyncError):
    """The hub knows why it will not serve this laptop."""

    text = N_("The hub {hub} refused: {reason}.")
    remedy = N_("Your records are safe here. Tell the administrator of the mission.")


class WrongMission(SyncError):
    """The hub keeps the records of another mission."""

    text = N_("The hub {hub} belongs to another mission.")
    remedy = N_("Correct the address of the hub. Nothing was sent.")


class ManyWouldVanish(SyncError):
    """The brake: somebody, or a mistake, took out so many records that a person should look."""

    text = N_("This sync would hide {count} of {total} records of the kind {kind}.")
    remedy = N_(
        "Ask your team whether that is meant. If so, sync again and let it through;"
        " until then nothing of it is taken over here."
    )

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records that would vanish, to be looked at before anything happens."""
        found = self.facts.get("records")
        return found if isinstance(found, tuple) else ()
