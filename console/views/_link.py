"""What every view of the signed link begins with: the link is read, and refused in plain words where it opens nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from console.views import plain
from core import catalogue
from core.catalogue import Catalogue
from ledger import link
from ledger.models import Unit

_Rest = ParamSpec("_Rest")
#: Nothing from elsewhere, nothing inside a page of others, no other address learns the link.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request over a link that is good: which unit comes, under which name, until when."""

    request: HttpRequest
    unit: str
    name: str
    until: datetime


def linked(view: Callable[Concatenate[Visit, _Rest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view of a `Visit` as a view of a request and a token."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: _Rest.args, **rest: _Rest.kwargs) -> HttpResponseBase:
        try:
            unit, until = link.look(token)
        except link.LinkRefused as refused:
            answer: HttpResponseBase = plain.refused(request, refused.because)
        else:
            name = Unit.objects.filter(key=unit).values_list("name", flat=True).first()
            answer = view(Visit(request, unit, name or unit, until), *args, **rest)
        for head, value in _HEADERS.items():
            answer.headers.setdefault(head, value)
        return answer

    return guarded


@cache
def rules() -> Catalogue:
    """The catalogue, read once a process."""
    return catalogue.load()
