"""What can go wrong with parcels, and between two laptops without a hub."""

from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.sync.errors import SyncError


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


class WrongCodes(SyncError):
    """A member's laptop, perhaps a lost one, tries one code after the other."""

    text = N_("A wrong code was sent {count} times, so this laptop answers nobody any more.")
    remedy = N_("Offer again, with a new code, when your colleague is beside you.")
