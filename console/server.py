"""The web server of one process: waitress, in the foreground, ending cleanly on SIGTERM."""

import logging
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

from core.errors import BadInput, why

_THREADS = 8
#: Beyond this a request is cut off before the form can tell which file is too large.
_LARGEST_REQUEST = 200 << 20


def serve(host: str, port: int, base: str, started: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `base` is the address in letters, whose path may stand before ours.

    Calls `started` once requests are taken. Raises `BadInput` where the address cannot be had.
    """
    application = get_wsgi_application()
    try:
        server: Any = create_server(
            application,
            host=host,
            port=port,
            threads=_THREADS,
            url_prefix=urlsplit(base).path.rstrip("/"),
            max_request_body_size=_LARGEST_REQUEST,
            ident="bihuan",
        )
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "没有这个主机名"
        raise BadInput(f"{host}:{port}：不能在该地址提供服务（{reason}）") from None
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _end)
    started()
    server.run()
    server.close()


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(0)
