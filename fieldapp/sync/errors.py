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
