"""What can go wrong with a hub, in words for whoever runs it."""

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_


class HubError(UserError):
    """Anything about the hub's folder or its door."""


class NotAHubFolder(HubError):
    """Files that no hub of ours wrote."""

    text = N_("{folder} holds something else than a hub.")
    remedy = N_("Name an empty folder or database, or that of a hub. Nothing was changed.")


class NewerHub(HubError):
    """A folder of a later version."""

    text = N_("{folder} was written by a newer fieldapp (format {found}; this one knows {known}).")
    remedy = N_("Update fieldapp on the hub. Nothing was changed.")


class DamagedHub(HubError):
    """A folder of ours that cannot be read whole."""

    text = N_("The storage of the hub in {folder} is damaged.")
    remedy = N_(
        "Keep it as it is and begin with the last backup or an empty folder:"
        " the laptops bring back what they have."
    )


class HubRuns(HubError):
    """Another process uses the folder."""

    text = N_("A hub runs on {folder} already.")
    remedy = N_("Stop it first, or name another folder.")


class FolderNotWritable(HubError):
    """The folder cannot be written."""

    text = N_("{folder} cannot be written.")
    remedy = N_("Choose a folder of your own, with room on its disk.")


class BadDatabase(WrongUse):
    """No address of a database. What was given is not quoted: a password may be in it."""

    text = N_("This is no address of a PostgreSQL database.")
    remedy = N_(
        "It looks like postgresql://user:password@host/name; in a password write @ as %40, / as %2F"
        " and % as %25."
    )


class DatabaseUnreachable(HubError):
    """The server does not answer, or does not let us in."""

    text = N_("The database {database} cannot be used.")
    remedy = N_(
        "See whether PostgreSQL runs there, whether user and password are right, and whether the"
        " user may make tables."
    )


class OtherMission(HubError):
    """The hub has a mission, and it is not this one."""

    text = N_("The hub in {folder} belongs to another mission.")
    remedy = N_("Name an empty folder for another mission. Nothing was changed.")


class NoHubHere(HubError):
    """Nothing that could be looked at."""

    text = N_("{folder} holds no hub.")
    remedy = N_("Name the folder of a hub, and its database where it has one.")


class BadHostName(WrongUse):
    """No name that a certificate can be made for."""

    text = N_("{name} is no name of a computer.")
    remedy = N_("It looks like hub.example.org or 192.168.1.20; several are separated by commas.")


class BadCertificate(HubError):
    """A certificate, or its key, that cannot be used."""

    text = N_("{file} holds no certificate that goes with its key.")
    remedy = N_("Both are PEM files; the key must have no passphrase.")


class NoCertificate(HubError):
    """A hub that speaks plain HTTP has no pin."""

    text = N_("The hub in {folder} has no certificate.")
    remedy = N_("Make one with “fieldapp hub serve --tls NAME”, or name a file with --certificate.")


class ManyWorkers(WrongUse):
    """SQLite has one process, because of what two at once can do to its file."""

    text = N_("With its storage in a folder a hub has one process.")
    remedy = N_("Leave --workers out, or give the hub a PostgreSQL database with --database.")


class WorkersDie(HubError):
    """One process after the other ends before it has answered anybody."""

    text = N_("The processes of the hub end as soon as they start.")
    remedy = N_("Look at the end of the hub's log: {folder}.")


class BadBackup(HubError):
    """A backup that is none, is not whole, or holds what does not fit together."""

    text = N_("{file} cannot be used ({where}: {what}).")
    remedy = N_("Take another backup. Nothing was changed.")


class NewerBackup(HubError):
    """A backup of a later version."""

    text = N_("{file} was written by a newer fieldapp.")
    remedy = N_("Update fieldapp on the hub. Nothing was changed.")


class CannotWriteBackup(HubError):
    """No room or no right where the backup was to be."""

    text = N_("The backup {file} cannot be written.")
    remedy = N_("Name another file or folder, or free some space. Nothing is left of it.")


class NotEmptyHub(HubError):
    """Two histories cannot be laid on each other."""

    text = N_("The hub has a mission already.")
    remedy = N_("Restore into an empty folder or an empty database. Nothing was changed.")


class NoRoom(HubError):
    """The disk of the hub."""

    text = N_("The disk of the hub is full.")
    remedy = N_("Free some space and try again. Nothing was changed.")


class BadListen(WrongUse):
    """No address that one could listen on."""

    text = N_("{listen} is no address to listen on.")
    remedy = N_("It looks like 127.0.0.1:8080; port 0 takes any that is free.")


class CannotListen(HubError):
    """The address is taken or not ours."""

    text = N_("The hub cannot listen on {listen}.")
    remedy = N_("Another program may use that port. Choose another with --listen.")
