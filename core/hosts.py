"""What a host shows beside the pages of the walk: its certificate, and its home page over each family."""

from dataclasses import dataclass

from core.types import Outcome


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a host showed in one TLS handshake; `outcome` is that of the handshake, whatever the certificate is worth.

    `trust` tells how its chain ends: trusted, self-signed, issuer-missing (the server sent no issuer, and we know none),
    root-unknown (it leads to an issuer that we do not know) or doubtful.
    """

    host: str
    port: int
    address: str
    look: int
    outcome: Outcome
    not_before: str = ""
    not_after: str = ""
    names: tuple[str, ...] = ()
    issuer: str = ""
    trust: str = ""
    #: How many certificates the server sent.
    sent: int = 0
    at: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """What a host's home page says over one family, redirects within the host followed. `text` has a line a piece.

    `detail` names what went wrong, or the other host's address to which the page leads.
    """

    host: str
    family: int
    address: str
    look: int
    outcome: Outcome
    status: int = 0
    url: str = ""
    title: str = ""
    text: str = ""
    at: str = ""
    detail: str = ""
