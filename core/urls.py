"""Addresses as browsers read them, and one spelling for each (contract: canonical URL)."""

import re
from collections.abc import Collection
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_PLAIN = re.compile(r"https?://[a-z0-9._-]*[a-z0-9_-](?::(?!80/|443/)\d{1,4})?/[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]*\Z")
_SESSION = re.compile(r"(?i);?\b(?:jsessionid|phpsessid|aspsessionid\w*)=[^?&#;/]*&?")
#: Parameters of static pages, for their scripts alone: under any value the server sends the same page.
_VIEW = re.compile(r"(?i)[?&](?:xxgkhide|uid|pagenum|topsearch|open|key)=")
_VIEWS = (
    (re.compile(r""), re.compile(r"(?i)\bxxgkhide=1(?:&|\Z)")),
    (re.compile(r"/col\d+/(?:index\.html)?\Z"), re.compile(r"(?i)\b(?:uid|pageNum|number)=\d*(?:&|\Z)")),
    (re.compile(r"/gongkai/.*\bchannel_"), re.compile(r"(?i)\b(?:topSearch=1|open=\w*|key=\d{10,13})(?:&|\Z)")),
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "!$%&'()*+,-./:;=@_~"
_ATTACHMENT = re.compile(
    r"(?i)\.(?:pdf|docx?|wps|xlsx?|et|pptx?|dps|ofd|ceb|rar|zip|7z|txt|csv|mp[34]|wmv|avi|flv|jpe?g|png|gif|bmp|webp)\Z"
)


def canonical(url: str, charset: str = "utf-8") -> str:
    """The one spelling of an http(s) address; "" for anything else.

    Lower-case scheme and host, no default port, no fragment (except `#/…`, the routes of single-page applications), no session id,
    no parameter for scripts alone, query order kept.  What is not ASCII is percent-encoded: the path in UTF-8, the query in
    `charset`, as browsers do.
    """
    if _PLAIN.match(url) and "essionid" not in url and "ESSID" not in url and ("?" not in url or not _VIEW.search(url)):
        return url
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower().rstrip(".")
    if scheme not in _DEFAULT_PORTS or not host or not _sound(host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = quote(_SESSION.sub("", parts.path) or "/", safe=_SAFE)
    query = quote(_heeded(parts.path, parts.query), safe=_SAFE + "?[]|{}", encoding=charset, errors="replace")
    fragment = quote(parts.fragment, safe=_SAFE + "?") if parts.fragment.startswith("/") else ""
    return urlunsplit((scheme, _ascii(netloc), path, query, fragment))


def join(base: str, href: str, charset: str = "utf-8") -> str:
    """Where a browser would go from `base` by `href`, in canonical spelling; "" where it would not go by HTTP."""
    href = _cleaned(href)
    if not href or (href.startswith("#") and not href.startswith("#/")):
        return ""
    if ":" in href[:12]:
        scheme = href.split(":", 1)[0].lower()
        if scheme not in _DEFAULT_PORTS and scheme.isalpha():
            return ""
    try:
        return canonical(urljoin(base, href), charset)
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host name of an address, lower case, without port and brackets; "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def folder_of(url: str) -> str:
    """The address up to the last slash of its path."""
    return url.split("?", 1)[0].rsplit("/", 1)[0] + "/"


def is_attachment(url: str) -> bool:
    """Told from the address: a file for download or an image, not a page."""
    path, _, query = url.partition("?")
    return bool(_ATTACHMENT.search(path)) or bool(query and _ATTACHMENT.search(query))


def is_inner(host: str) -> bool:
    """True for a bare address (of any spelling that resolvers accept, such as 2130706433) instead of a name."""
    if re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host, re.I):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str:
    """example.gov.cn for www.czj.example.gov.cn; the host itself where there is no such thing."""
    if is_inner(host):
        return host
    found = _extract()(host)
    if found.domain and found.suffix:
        return f"{found.domain}.{found.suffix}"
    return ".".join(host.split(".")[-2:])


def names_above(host: str) -> list[str]:
    """The name and those above it, down to its registered domain: never a public suffix."""
    labels, shortest = host.split("."), registered_domain(host).count(".") + 1
    return [".".join(labels[start:]) for start in range(len(labels) - shortest + 1)]


def within(url: str, domains: Collection[str]) -> bool:
    """Whether the host of `url` is one of these registered domains or under one."""
    host = host_of(url)
    return any(host == domain or host.endswith("." + domain) for domain in domains)


@lru_cache(maxsize=1)
def _extract():  # type: ignore[no-untyped-def]
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def _heeded(path: str, query: str) -> str:
    """The part of a query that the server looks at."""
    query = _SESSION.sub("", query)
    for place, views in _VIEWS if _VIEW.search("?" + query) else ():
        query = views.sub("", query) if place.search(path) else query
    return query.rstrip("&")


def _cleaned(href: str) -> str:
    href = href.strip(" \t\r\n\x0b\x0c\x00\u3000\u00a0\ufeff\u200b")
    if "\n" in href or "\t" in href or "\r" in href:
        href = re.sub(r"[\t\r\n]", "", href)
    if "\\" in href:
        path, mark, query = href.partition("?")
        href = path.replace("\\", "/") + mark + query
    return href


def _sound(host: str) -> bool:
    return not re.search(r"[\s<>\"'%|\\^`{}]", host)


def _ascii(netloc: str) -> str:
    if netloc.isascii():
        return netloc
    host, _, port = netloc.partition(":")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return netloc
    return f"{host}:{port}" if port else host
