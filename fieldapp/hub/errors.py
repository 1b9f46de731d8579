"""What can go wrong with a hub, in words for whoever runs it."""

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_


class HubError(UserError):
    """Anything about the hub's folder or its door."""


class NotAHubFolder(HubError):
    """Files that no hub of ours wrote."""

    text = N_("{folder} holds something else than a hub.")
    remedy = N_("Name an empty folder or the folder of a hub. Nothing was changed.")


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


class OtherMission(HubError):
    """The hub has a mission, and it is not this one."""

    text = N_("The hub in {folder} belongs to another mission.")
    remedy = N_("Name an empty folder for another mission. Nothing was changed.")


class BadListen(WrongUse):
    """No address that one could listen on."""

    text = N_("{listen} is no address to listen on.")
    remedy = N_("It looks like 127.0.0.1:8080; port 0 takes any that is free.")


class CannotListen(HubError):
    """The address is taken or not ours."""

    text = N_("The hub cannot listen on {listen}.")
    remedy = N_("Another program may use that port. Choose another with --listen.")
