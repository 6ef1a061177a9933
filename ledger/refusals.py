"""How a mail server says no: to everything, or to one letter."""


class ServerFailed(Exception):
    """The server takes no letters at present; why, in Chinese."""


class PutOff(Exception):
    """The server did not take this letter; why."""
