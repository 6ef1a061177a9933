"""What an attachment is called: in its address, in the answer's header, in the words of the link."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes, urlsplit

#: Parameters that carry a name, the one for people first.
_PARAMETERS = ("showname", "filename")
_PARAMETER = re.compile(r"""([\w-]+\*?)\s*=\s*("(?:\\["\\]|[^"])*"|[^;]*)""")
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}\Z")
#: What makes a page, or ends a host's name.
_SERVED = re.compile(r"(?i)\.(?:jspx?|do|action|aspx?|php|s?html?|cn|com)\Z")
_ESCAPE, _LONGEST = re.compile(r"%u([0-9A-Fa-f]{4})"), 200


def named(url: str, disposition: bytes = b"", text: str = "") -> str:
    """The best name there is, with its ending: one in words before one of numbers and letters; "" if there is none."""
    path, query = urlsplit(url).path, _query(urlsplit(url).query)
    offered = (
        *(query.get(key, "") for key in _PARAMETERS),
        *_disposed(disposition),
        text,
        _unescaped(path),
    )
    names = [name for name in map(_clean, offered) if name]
    best = next((name for name in names if not name.isascii()), next(iter(names), ""))
    if not best or _ENDING.search(best):
        return best
    return best + next((found[0] for name in names if (found := _ENDING.search(name))), "")


def ending(url: str, text: str = "") -> str:
    """The ending of the file behind a link, lower case without its dot, by its address or its words; "" if they show none."""
    parts = urlsplit(url)
    places = (parts.path, *(value for _, value in _pairs(parts.query)), text.strip())
    found = (_ENDING.search(_unescaped(place).rstrip("]）)》」")) for place in places)
    return next((match[0][1:].lower() for match in found if match and not _SERVED.match(match[0])), "")


def _query(query: str) -> dict[str, str]:
    return {key.lower(): _unescaped(value.replace("+", " ")) for key, value in reversed(_pairs(query))}


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(key, value) for key, _, value in (pair.partition("=") for pair in query.split("&"))]


def _disposed(header: bytes) -> list[str]:
    """The names of a Content-Disposition, in the encodings in which servers write them (RFC 6266, or whatever else)."""
    values = {key.lower(): _unquoted(value) for key, value in _PARAMETER.findall(_decoded(header))}
    extended = re.match(r"([\w-]*)'[^']*'(.*)", values.get("filename*", ""))
    return [
        _decoded(unquote_to_bytes(extended[2]), extended[1]) if extended else "",
        _plain(values.get("filename", "")),
    ]


def _unquoted(value: str) -> str:
    value = value.strip()
    return re.sub(r'\\(["\\])', r"\1", value[1:-1]) if value[:1] == '"' == value[-1:] and len(value) > 1 else value


def _plain(value: str) -> str:
    """RFC 2047, which belongs into letters only but is met, or percents."""
    try:
        pieces = decode_header(value) if value.startswith("=?") else [(_unescaped(value), None)]
    except HeaderParseError:
        return value
    return "".join(one if isinstance(one, str) else _decoded(one, charset or "") for one, charset in pieces)


def _unescaped(value: str) -> str:
    """Percents of any charset, once or twice over, and those of old scripts."""
    for _ in range(2):
        value = _ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), value)
        if "%" not in value:
            break
        value = _decoded(unquote_to_bytes(value))
    return value


def _decoded(raw: bytes, charset: str = "") -> str:
    for name in (charset, "utf-8", "gb18030"):
        try:
            return raw.decode(name or "utf-8")
        except (ValueError, LookupError):
            continue
    return raw.decode("latin-1")


def _clean(name: str) -> str:
    """One line without folders."""
    name = "".join(sign for sign in name if sign.isprintable()).replace("\\", "/")
    return PurePosixPath(name.strip(" []【】")).name.strip()[-_LONGEST:]
