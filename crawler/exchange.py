"""What the two processes of a walk say to each other: the walk orders addresses, the fetcher answers each of them once.

Messages are tuples of plain values, each with its length before it.
"""

import marshal
from typing import Any, BinaryIO, NamedTuple

from core.types import Outcome

LENGTH = 4
_HTML = ("html", "xml", "text/plain")


class Answer(NamedTuple):
    """How an ordered address answered. `url` is as ordered, `final` where redirects led.

    `headers` has the first value of each, names in lower case, None where no response came; `size` counts the bytes of the
    response, of which `body` may be the beginning alone; `address` is the server's; `detail` names what went wrong.
    A page comes with the name of its body, `packed` as it is kept (core/bodies.py): the fetcher has the time.
    """

    url: str
    outcome: str
    detail: str = ""
    status: int = 0
    final: str = ""
    headers: dict[str, str] | None = None
    body: bytes = b""
    size: int = 0
    address: str = ""
    seconds: float = 0.0
    name: str = ""
    packed: bytes = b""

    @property
    def failed(self) -> Outcome | None:
        """Why no response came; None where one did."""
        return Outcome(self.outcome) if self.headers is None else None

    @property
    def is_html(self) -> bool:
        return may_be_html((self.headers or {}).get("content-type", ""))

    @property
    def charset(self) -> str:
        """The charset of the header, "" without one."""
        kind = (self.headers or {}).get("content-type", "").lower()
        return kind.partition("charset=")[2].strip(" \"';")


def may_be_html(content_type: str) -> bool:
    """Whether the body may be a page: what declares nothing may be one."""
    kind = content_type.lower().partition(";")[0]
    return any(name in kind for name in _HTML) or not kind


def pack(message: tuple[Any, ...]) -> bytes:
    packed = marshal.dumps(tuple(message))
    return len(packed).to_bytes(LENGTH, "big") + packed


def unpack(packed: bytes) -> tuple[Any, ...]:
    message: tuple[Any, ...] = marshal.loads(packed)
    return message


def receive(stream: BinaryIO) -> tuple[Any, ...] | None:
    """The next message, None where the other side has ended."""
    length = stream.read(LENGTH)
    packed = stream.read(int.from_bytes(length, "big")) if length else b""
    return unpack(packed) if packed else None
