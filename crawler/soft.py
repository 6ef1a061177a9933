"""How a site answers for what cannot be there: it may do so with 200, by a page of its own or by a redirect."""

import secrets

from core.charset import decode
from core.html import understand
from core.urls import canonical, join
from crawler.exchange import Answer


class Soft:
    """What stood in the place of impossible addresses: hashes of contents, and addresses to which they led."""

    def __init__(self) -> None:
        self.bodies: set[str] = set()
        self.finals: set[str] = set()

    def saw(self, answer: Answer) -> None:
        """How an impossible address answered."""
        if answer.status != 200 or not answer.is_html:
            return
        final = canonical(answer.final)
        if "/bihuan-" not in final:
            self.finals.add(final)
            return
        text, charset, _ = decode(answer.body, answer.charset)
        self.bodies.add(understand(text, final, charset=charset).content_hash)


def impossible(prefix: str) -> str:
    """An address that cannot exist: a site that answers it with 200 answers anything so."""
    return join(prefix, f"bihuan-{secrets.token_hex(8)}/{secrets.token_hex(6)}.html")
