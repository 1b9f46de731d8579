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
    """Only the laptop that founded the mission holds the key that signs memberships."""

    text = N_("This laptop cannot invite anybody.")
    remedy = N_("Send the request to whoever founded the mission.")


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


class NoParcel(SyncError):
    """Some other file, or one of which not even the beginning arrived."""

    text = N_("{file} is no parcel of fieldapp, or its beginning is damaged.")
    remedy = N_("Ask for it again. Nothing was taken in.")


class NewerParcel(SyncError):
    """A parcel of a later version."""

    text = N_("{file} was made by a newer fieldapp.")
    remedy = N_("Update fieldapp on this laptop. Nothing was taken in.")


class ForeignParcel(SyncError):
    """A parcel of another mission."""

    text = N_("{file} belongs to another mission.")
    remedy = N_("Nothing was taken in.")


class NoParcelsThere(SyncError):
    """A folder without parcels, or a name that leads nowhere."""

    text = N_("There is no parcel in {folder}.")
    remedy = N_("Name a file that ends in .parcel, or the folder that holds it.")


class NoRoomForParcel(SyncError):
    """A stick that is too small or too full."""

    text = N_("The parcel needs {needed} kB, and {folder} has {free} kB free.")
    remedy = N_("Free some space there or take another stick. Nothing was written.")


class ParcelNotWritten(SyncError):
    """A stick that is full, locked, or was pulled."""

    text = N_("The parcel could not be written to {folder} ({what}).")
    remedy = N_(
        "Look at the stick and write the parcel again. No half parcel was left under a name."
    )


class ParcelNotReadable(SyncError):
    """A stick that was pulled, or a file that may not be opened."""

    text = N_("{file} cannot be read.")
    remedy = N_("What was whole has been taken in. Read it once more; that changes nothing twice.")


class BadStick(SyncError):
    """What was read back is not what was written."""

    text = N_("The parcel was written to {folder}, but what stands there is not what was written.")
    remedy = N_("Do not trust this stick; take another. The parcel was taken away again.")


class ManyWouldVanish(SyncError):
    """The brake: somebody, or a mistake, took out so many records that a person should look."""

    text = N_("This sync would hide {count} of {total} records of the kind {kind}.")
    remedy = N_(
        "Ask your team whether that is meant. If so, sync again and let it through;"
        " until then nothing of it is taken over here."
    )


class BadLaptopAddress(WrongUse):
    """An address of a colleague's laptop that is none."""

    text = N_("{address} is no address of a laptop.")
    remedy = N_("It is shown by “fieldapp parcel offer” and looks like http://192.168.1.20:40123.")


class BadDoor(WrongUse):
    """No address that one could listen on."""

    text = N_("{listen} is no address to listen on.")
    remedy = N_("It looks like 0.0.0.0:0; port 0 takes any that is free.")


class DoorTaken(SyncError):
    """The address is taken or not ours."""

    text = N_("This laptop cannot listen on {listen}.")
    remedy = N_("Another program may use that port. Choose another with --listen.")


class LaptopUnreachable(SyncError):
    """No answer from the other laptop, or one that broke off."""

    text = N_("The laptop at {address} did not answer.")
    remedy = N_("See that both are in the same network and that it still offers, then try again.")


class NotALaptop(SyncError):
    """Something answered, but no colleague of this mission who knows the code."""

    text = N_("What answers at {address} is not the laptop that shows this code.")
    remedy = N_("Compare address and code with what your colleague's laptop shows.")


class LaptopRefused(SyncError):
    """The other laptop knows why it will not answer."""

    text = N_("The laptop at {address} refused: {reason}.")
    remedy = N_("Nothing is lost. What was exchanged before stays.")
