"""Filters of the pages: addresses as the reports show them."""

from django import template

from reports import digest

register = template.Library()
_WIDTH = 64


@register.filter
def href(url: str) -> str:
    """The address where a browser may follow it, else ""."""
    return digest.href(url)


@register.filter
def shorten(url: str) -> str:
    return digest.shorten(url, _WIDTH)
