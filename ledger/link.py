"""The signed link: whoever holds it answers for one unit, without an account, until it ends or is taken back."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.core.signing import BadSignature, Signer

from core.clock import CHINA, now
from ledger.models import Revocation, Unit

_SALT = "bihuan.link"


class Because(StrEnum):
    """Why a link opens nothing."""

    ALTERED = "altered"
    EXPIRED = "expired"
    REVOKED = "revoked"
    #: The unit was merged into another or is not registered any more.
    GONE = "gone"


class LinkRefused(Exception):
    """The link opens nothing."""

    def __init__(self, because: Because) -> None:
        super().__init__(because)
        self.because = because


class Link(NamedTuple):
    """The key of the unit, and the moment at which the link ends."""

    unit: str
    until: datetime


def make(unit: str, base: str, days: int = 30, at: datetime | None = None) -> str:
    """The address at which the unit answers for `days` days from `at` (now); `base` is where we serve."""
    made = at or now()
    return f"{base.rstrip('/')}/r/{_signer().sign_object([unit, _number(made), _number(made + timedelta(days=days))])}/"


def read(token: str) -> str:
    """The key of the unit that the link stands for. Raises `LinkRefused`."""
    return look(token).unit


def look(token: str, at: datetime | None = None) -> Link:
    """The unit and the end of its link. Raises `LinkRefused`."""
    try:
        said: Any = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        raise LinkRefused(Because.ALTERED) from None
    unit, made, until = said[0], _moment(said[1]), _moment(said[2])
    if until <= (at or now()):
        raise LinkRefused(Because.EXPIRED)
    if Revocation.objects.filter(unit=unit, at__gte=made).exists():
        raise LinkRefused(Because.REVOKED)
    if Unit.objects.filter(key=unit, active=False).exists():
        raise LinkRefused(Because.GONE)
    return Link(unit, until)


def revoke(unit: str, who: str, at: datetime | None = None) -> None:
    """Take back every link of the unit that was made up to now; later ones open again."""
    Revocation.objects.update_or_create(unit=unit, defaults={"at": at or now(), "who": who})


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")


def _number(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _moment(number: int) -> datetime:
    return datetime.fromtimestamp(number / 1000, CHINA)
