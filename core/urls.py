"""Addresses as browsers read them, and one spelling for each (contract: canonical URL)."""

import re
from collections.abc import Collection
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, urlsplit, urlunsplit

#: What is its own canonical spelling, but for dots in the path, session ids and parameters for scripts.
_PLAIN = re.compile(
    r"https?://[a-z0-9._-]{0,252}[a-z0-9_-](?::(?!0|80/|443/)(?:\d{1,4}|[1-5]\d{4}))?/[!$%&'()*+,\-./0-9:;=?@A-Z_a-z~]*(?<!\?)\Z"
)
_ORIGIN = re.compile(r"(?i)(https?:)//[^/?#]*")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BEFORE_QUERY = re.compile(r"[^?#]*")
_SESSION = re.compile(r"(?i);?(?<![\w-])(?:jsessionid|phpsessid|aspsessionid\w*)=[^?&#;/]*&?")
#: Parameters of static pages, for their scripts alone: under any value the server sends the same page.
_VIEW = re.compile(r"(?i)[?&](?:xxgkhide|uid|pagenum|topsearch|open|key)=")
_VIEWS = (
    (re.compile(r""), re.compile(r"(?i)(?<![^&])xxgkhide=1(?:&|\Z)")),
    (re.compile(r"/col\d+/(?:index\.html)?\Z"), re.compile(r"(?i)(?<![^&])(?:uid|pageNum|number)=\d*(?:&|\Z)")),
    (
        re.compile(r"\A(?=.*/gongkai/).*\bchannel_"),
        re.compile(r"(?i)(?<![^&])(?:topSearch=1|open=\w*|key=\d{10,13})(?:&|\Z)"),
    ),
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
#: What browsers take off both ends of an address; a full-width space belongs to it.
_BLANK = "".join(map(chr, range(33)))
_LONGEST_HOST = 253
_NO_HOST = re.compile(r"[\x00-\x20\x7f<>\"'%|\\^`{}]")
_SAFE = "!$%&'()*+,-./:;=@_~"
_ATTACHMENT = re.compile(
    r"(?i)\.(?:pdf|docx?|wps|xlsx?|et|pptx?|dps|ofd|ceb|rar|zip|7z|txt|csv|mp[34]|wmv|avi|flv|jpe?g|png|gif|bmp|webp)\Z"
)


def canonical(url: str, charset: str = "utf-8") -> str:
    """The one spelling of an http(s) address; "" for anything else.

    Lower-case scheme and host, no default port, no fragment (except `#/…`, the routes of single-page applications), no
    session id, no parameter for scripts alone, no `..` in the path, query order kept.  What is not ASCII is percent-encoded
    as browsers do: the path in UTF-8, the query in `charset` (UTF-8 on a page of UTF-16).
    """
    if _PLAIN.match(url) and "/." not in url and "%2" not in url and not _holds_more(url):
        return url
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), _sound(parts.hostname or "")
    if scheme not in _DEFAULT_PORTS or not host:
        return ""
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = quote(_walked(_without_session(parts.path)), safe=_SAFE, errors="replace")
    query = quote(_heeded(path, parts.query), safe=_SAFE + "?[]|{}", encoding=_written(charset), errors="replace")
    fragment = quote(parts.fragment, safe=_SAFE + "?", errors="replace") if parts.fragment.startswith("/") else ""
    return urlunsplit((scheme, netloc, path, query, fragment))


def join(base: str, href: str, charset: str = "utf-8") -> str:
    """Where a browser would go from `base` by `href`, in canonical spelling; "" where it would not go by HTTP."""
    href = _cleaned(href)
    if not href or (href[0] == "#" and href[:2] != "#/"):
        return ""
    scheme = _SCHEME.match(href)
    protocol = scheme[0].lower() if scheme else ""
    if protocol and protocol[:-1] not in _DEFAULT_PORTS:
        return ""
    return canonical(_absolute(base, protocol, href[len(protocol) :]), charset)


def host_of(url: str) -> str:
    """The host name of an address, lower case, without port and brackets; "" if it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def folder_of(url: str) -> str:
    """The address up to the last slash of its path."""
    return url.partition("#")[0].partition("?")[0].rpartition("/")[0] + "/"


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


def _absolute(base: str, protocol: str, rest: str) -> str:
    """Any number of slashes stands before a host, none is lost in a path, and `http:a` is relative to a page of its scheme."""
    origin = _ORIGIN.match(base)
    if rest.startswith("//") or origin is None or (protocol and protocol != origin[1].lower()):
        return f"{protocol or (origin[1] if origin else '')}//{rest.lstrip('/')}"
    if rest.startswith("/"):
        return origin[0] + rest
    page = base.partition("#")[0]
    path = page.partition("?")[0]
    if not rest or rest[0] in "?#":
        return (path if rest.startswith("?") else page) + rest
    folder = path[: path.rfind("/", origin.end()) + 1] or origin[0] + "/"
    rest = rest.removeprefix("./")
    while rest.startswith("../"):
        rest, folder = rest[3:], folder[: folder.rfind("/", origin.end(), -1) + 1] or folder
    return folder + rest


def _holds_more(url: str) -> bool:
    """Whether an address may hold something that does not tell one page from another."""
    session = "sessi" in url or "Sessi" in url or "SESSI" in url
    return session or ("?" in url and _VIEW.search(url) is not None)


def _walked(path: str) -> str:
    """The path without `.` and `..`, written out or encoded."""
    if "/." not in path and "%2" not in path:
        return path or "/"
    kept: list[str] = []
    for part in path.split("/")[1:]:
        dots = part.lower().replace("%2e", ".")
        if dots == "..":
            del kept[-1:]
        elif dots != ".":
            kept.append(part)
    return "/" + "/".join(kept if dots not in (".", "..") else [*kept, ""])


def _without_session(text: str) -> str:
    while (shorter := _SESSION.sub("", text)) != text:
        text = shorter
    return text


def _heeded(path: str, query: str) -> str:
    """The part of a query that the server looks at."""
    heeded = _without_session(query)
    for place, views in _VIEWS if _VIEW.search("?" + heeded) else ():
        heeded = views.sub("", heeded) if place.search(path) else heeded
    return heeded if heeded == query else heeded.rstrip("&")


def _cleaned(href: str) -> str:
    href = href.strip(_BLANK)
    if "\n" in href or "\t" in href or "\r" in href:
        href = re.sub(r"[\t\r\n]", "", href)
    if "\\" in href:
        place = _BEFORE_QUERY.match(href)
        end = place.end() if place else 0
        href = href[:end].replace("\\", "/") + href[end:]
    return href


def _written(charset: str) -> str:
    return "utf-8" if charset.startswith("utf-16") else charset


def _sound(host: str) -> str:
    """A host in lower case and ASCII; "" for what cannot be one."""
    if len(host) > _LONGEST_HOST:
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            return ""
    host = host.lower().rstrip(".")
    return "" if _NO_HOST.search(host) else f"[{host}]" if ":" in host else host
