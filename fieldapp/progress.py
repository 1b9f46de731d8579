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
