"""How each host is treated: at which pace it is asked, and when it is left alone.

Knows no network and no clock: it is told what came back, and says how long to wait between two requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from core.types import Outcome

#: The detail of what was not asked because its host is left alone.
LEFT_ALONE = "left-alone"
#: The detail of what was not asked because nobody knows what its robots.txt allows.
ROBOTS_UNREAD = "robots-unread"
_TOO_MANY = 429
#: Who answers so may say how long to wait.
BUSY = (_TOO_MANY, 503)
#: Answers of the site itself: it lets us in.
_OWN = (404, 410)
#: What an answer of the site leaves of a delay that was made longer.
_RECOVERS = 0.8


@dataclass(slots=True)
class _Host:
    delay: float
    least: float
    blocked: int = 0
    silent: int = 0
    alone: Outcome | None = None


class Manners:
    """`limits` are `manners` of walk.toml. A host is known by its name; ports do not matter."""

    def __init__(self, delay: float, limits: Mapping[str, Any]) -> None:
        self._delay = delay
        self._limits = limits
        self._hosts: dict[str, _Host] = {}

    def left_alone(self, host: str) -> Outcome | None:
        """Why a host is not asked any more, as the outcome of what would have been asked; None while it is."""
        return self._host(host).alone

    def delay(self, host: str) -> float:
        """Seconds between two requests."""
        return self._host(host).delay

    def busy(self, host: str, status: int, pause: float = 0.0) -> None:
        """A host answered 429 or 503, and asks for a `pause` where it says how long."""
        one, limits = self._host(host), self._limits
        if status == _TOO_MANY:
            self._slow_down(one, limits["slowest_busy"])
            self._unheard(one, Outcome.BLOCKED)
        else:
            self._slow_down(one, limits["slowest_unavailable"])
        if pause > limits["longest_pause"]:
            one.alone = Outcome.HTTP_ERROR

    def answered(self, host: str, status: int, *, blocked: bool = False) -> None:
        """A response came, from the site or from a protection in its place."""
        one, limits = self._host(host), self._limits
        if blocked:
            one.blocked += 1
            if one.blocked > 1:
                self._slow_down(one, limits["slowest_blocked"])
            if one.blocked >= limits["most_blocked"]:
                one.alone = Outcome.BLOCKED
        elif status < 400 or status in _OWN:
            one.blocked = one.silent = 0
            one.delay = max(one.least, one.delay * _RECOVERS)

    def silent(self, host: str) -> None:
        """A request brought no answer."""
        self._unheard(self._host(host), Outcome.TIMEOUT)

    def asks_for(self, host: str, delay: float) -> None:
        """The host says itself how far apart requests should be."""
        one = self._host(host)
        one.least = max(one.least, delay)
        one.delay = max(one.delay, one.least)
        if delay > self._limits["longest_pause"]:
            one.alone = Outcome.ROBOTS

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._delay, self._delay))

    def _unheard(self, one: _Host, outcome: Outcome) -> None:
        one.silent += 1
        if one.silent >= self._limits["most_silent"]:
            one.alone = outcome

    @staticmethod
    def _slow_down(one: _Host, slowest: float) -> None:
        one.delay = max(one.delay, min(slowest, max(one.delay * 2, 0.5)))


def pause_of(status: int, retry_after: str, date: str, now: datetime) -> float:
    """The seconds that a response asks to wait (Retry-After of 429 and 503), 0 where it asks for nothing.

    A moment counts from the server's own `date`, where it says one: its clock may differ from ours.
    """
    if status not in BUSY:
        return 0.0
    if retry_after.strip().isdecimal():
        return float(retry_after)
    until = _moment(retry_after)
    return max(0.0, (until - (_moment(date) or now)).total_seconds()) if until else 0.0


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
