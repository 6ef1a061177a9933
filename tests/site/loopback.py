"""A piece of the internet on this machine: a web and a name server on a thread of their own."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.build import HOST
from tests.site.names import NameServer, Records
from tests.site.web import Pages, Web

Found = TypeVar("Found")
HERE: Records = {"A": ("127.0.0.1",), "AAAA": ("::1",)}
PRIVATE = ("127.0.0.0/8", "::1/128")


class Loopback:
    """`with Loopback() as net:` then `net.serve(pages)`, `net.url("/zwgk/")`."""

    def __init__(self) -> None:
        self.web = Web()
        self.names = NameServer()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def serve(self, pages: Pages, host: str = HOST, records: Records = HERE) -> None:
        self.web.hosts[host] = pages
        self.names.zone[host] = records

    def url(self, path: str = "/", host: str = HOST) -> str:
        return f"http://{host}:{self.web.port}{path}"

    def secure(self, context: ssl.SSLContext) -> int:
        """A port at which the same sites stand behind this certificate."""
        return self._run(self.web.secure(context))

    @property
    def nameserver(self) -> str:
        return f"127.0.0.1:{self.names.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self.web.open())
        self._run(self.names.open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self.web.close())
        self._run(self.names.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Found]) -> Found:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)


class Trap:
    """A port of 127.0.0.1 at which nobody may knock: `knocked` says whether somebody did."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]

    @property
    def knocked(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        self._socket.close()


def free_port() -> int:
    """A port of 127.0.0.1 at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
