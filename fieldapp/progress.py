"""How long work tells how far it is, and learns that the person wants to stop.

Knows neither Qt nor a terminal: the window and the command line each hand in their own.
"""


class Cancelled(Exception):
    """The person asked to stop. Whatever was begun has been left whole."""


class Progress:
    """Handed to every task that can take longer than a blink. This one keeps silent."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report ``done`` of ``total`` and what is being done now.

        Raises:
            Cancelled: The person has asked to stop.
        """

    def check(self) -> None:
        """Let the work go on, where nothing can be reported: while it waits for an answer.

        Raises:
            Cancelled: The person has asked to stop.
        """

    def remaining(self, seconds: float) -> None:
        """Say how long it seems to take still; never called before there is an honest figure."""
