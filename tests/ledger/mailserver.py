"""A mail server on loopback that keeps what it takes, and refuses what it is told to refuse."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Inbox:
    """`data` and `refused` are what the server answers instead of taking a letter, or an address."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    data: str = ""
    refused: dict[str, str] = field(default_factory=dict)
    taken: Callable[[], None] = lambda: None

    @property
    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data:
            return self.data
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.envelopes.append(list(envelope.rcpt_tos))
        self.taken()
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def server(hostname: str = "127.0.0.1", **options: Any) -> Iterator[Inbox]:
    """`options` are `port`, else a free one, and aiosmtpd's: ssl_context for smtps, tls_context for STARTTLS, authenticator for a login."""
    inbox = Inbox(options.pop("port", 0) or free_port())
    controller = Controller(inbox, hostname=hostname, port=inbox.port, **options)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
