"""What went wrong with a request, as a word."""

import errno
from typing import Any

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from twisted.internet import error as twisted
from twisted.python.failure import Failure

from core.types import Outcome
from crawler.middlewares import Forbidden, LeftAlone
from crawler.resolver import Resolver

_NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL})


def of_failure(failure: Failure, host: str) -> tuple[Outcome, str]:
    """(outcome, name of the exception) of a request that brought no response."""
    error: Any = failure.value
    detail = type(error).__name__
    if isinstance(error, Forbidden):
        return Outcome.FORBIDDEN, detail
    if isinstance(error, LeftAlone):
        return error.outcome, error.detail
    if isinstance(error, IgnoreRequest):
        return _ignored(str(error)), detail
    if isinstance(error, (CannotResolveHostError, twisted.DNSLookupError)):
        return Resolver.outcomes.get(host, Outcome.RESOLVER_FAILED), detail
    if isinstance(error, (DownloadTimeoutError, twisted.TimeoutError, twisted.TCPTimedOutError, TimeoutError)):
        return Outcome.TIMEOUT, detail
    if isinstance(error, (DownloadConnectionRefusedError, twisted.ConnectionRefusedError)):
        return Outcome.REFUSED, detail
    if isinstance(error, DownloadCancelledError):
        return Outcome.TOO_LARGE, detail
    if isinstance(error, ValueError):
        return Outcome.HTTP_ERROR, detail  # a redirect to no address
    if isinstance(error, UnsupportedURLSchemeError):
        return Outcome.FORBIDDEN, detail
    return _broken(error), detail


def _ignored(message: str) -> Outcome:
    if "robots.txt" in message:
        return Outcome.ROBOTS
    return Outcome.TOO_LARGE if "MAXSIZE" in message else Outcome.LOOP


def _broken(error: Any) -> Outcome:
    causes = [error, getattr(error, "__cause__", None)]
    causes += [reason.value for cause in causes for reason in getattr(cause, "reasons", ())]
    text = " ".join(f"{type(cause).__name__} {cause}" for cause in causes)
    if "SSL" in text or "TLS" in text or "certificate" in text:
        return Outcome.TLS_ERROR
    if any(getattr(cause, "osError", None) in _NO_WAY for cause in causes):
        return Outcome.NO_ROUTE
    return Outcome.RESET
