"""One parse a page: what it is, what it is called, when it was published, where it stands, where it leads.

`understand` is the hot path of a walk, so it uses a fast parser once and regular expressions over what is left.  It
knows no site: lists, breadcrumbs and dates are recognised by their shape, not by selectors of one template.
"""

import re
from hashlib import blake2b

from selectolax.lexbor import LexborHTMLParser

from core import _crumbs, _links, _published, _rows, _scripts, _text, names, urls
from core.types import Kind, Page

_ARTICLE_URL = re.compile(
    r"/(?:t\d{8}_\d+|art_[\da-f_]+|doc_[\da-z]+|content_\d+|post_\d+|[\da-f]{24,40}|\d{4,})\.\w{3,5}\Z"
    r"|/info/\d+/\d+\.htm|/art/(?:19|20)\d\d/"
)
_COLUMN_URL = re.compile(
    r"/(?:(?:index|default|list|node)(?:_\d+)?\.\w{3,5})?\Z|/col/col\d+|/channel_[\w.]+/?\Z|list", re.I
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}\s*[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d{1,4}\s*号")
_INFO_TABLE = re.compile(r"索\s*引\s*号|发\s*文\s*字\s*号|成\s*文\s*日\s*期|发\s*文\s*机\s*关|公\s*开\s*方\s*式")
#: What shows something that is not text.
_SHOWN = "video, audio, embed, object, canvas"
_SEPARATOR = re.compile(r"\s*(?:[-_|—–]{1,2}|::|»|>>)\s*")
_OFFICE = re.compile(r"(?:网|网站|门户|政府|中华人民共和国.*[部委局署院])$")
_HEADINGS = "h1, h2, h3, [class*=title], [class*=Title], [class*=tit], [id*=title]"


def understand(html: str, url: str, *, home: bool = False, charset: str = "utf-8") -> Page:
    """What one page says. `url` is the address that it was read from, `charset` the one that it was decoded with."""
    tree = LexborHTMLParser(html)
    tags = _tags(tree)
    base = _links.base_of(tree, url)
    tree.strip_tags(["style", "noscript", "template"])
    anchors = _links.collect(tree, base, charset)
    scripts = _scripts.read(tree, html, base, charset, few_links=len(anchors) < 8)
    tree.strip_tags(["script"])
    crumbs = _crumbs.path(tree, anchors, tags)
    kind = _kind(url, tags, home)
    lines = _text.lines(tree)
    title, headed = _title(tree, tags, crumbs, lines, kind)
    path = _crumbs.without_leaf(crumbs, title if kind is not Kind.COLUMN else "")
    published, source = _published.find(tags, lines, title, scripts.published, url)
    rows = _rows.find(anchors) if kind is not Kind.ARTICLE else ()
    main = _text.main(tree)
    if kind is Kind.OTHER:
        kind = _kind_by_content(rows, published, source, main, headed)
    if kind is Kind.ARTICLE and _is_document(lines):
        kind = Kind.DOCUMENT
    article = kind in (Kind.ARTICLE, Kind.DOCUMENT)
    text = main if article or len(main) >= _text.OWN_TEXT else _text.words(tree)
    empty, none = _says(kind, lines, text)
    return Page(
        *(url, kind, title),
        *((published, source) if article or kind is Kind.OTHER else (None, "")),
        *(path, tags),
        links=(*(link for _, link in anchors), *scripts.links),
        rows=rows if not article else (),
        text=text,
        content_hash=_hash(main or "".join(lines)),
        says_empty=empty,
        says_none=none,
        drawn=scripts.draws or (kind is Kind.COLUMN and not rows and tree.css_first(_SHOWN) is not None),
        redirect=scripts.redirect,
        canonical=urls.join(base, own) if (own := _tag(tags, "Url")) else "",
    )


def looks_like_article(url: str) -> bool:
    """Told from the address alone: a leaf with a number of its own, not a folder or an index."""
    return bool(_ARTICLE_URL.search(url.partition("?")[0]))


def looks_like_column(url: str) -> bool:
    """Told from the address alone: a folder, an index or a list."""
    return bool(_COLUMN_URL.search(url.partition("?")[0])) and not looks_like_article(url)


def _tags(tree: LexborHTMLParser) -> dict[str, str]:
    """Names as written, the first value that is not empty; a tag that is there without a value stays as ""."""
    tags: dict[str, str] = {}
    for node in tree.css("meta[name]"):
        attributes = node.attributes
        name = (attributes.get("name") or "").strip()
        value = (attributes.get("content") or "").strip()
        if name and not tags.get(name):
            tags[name] = value
    return tags


def _tag(tags: dict[str, str], name: str) -> str:
    if value := tags.get(name):
        return value
    low = name.lower()
    return next((value for key, value in tags.items() if value and key.lower() == low), "")


def _kind(url: str, tags: dict[str, str], home: bool) -> Kind:
    if home:
        return Kind.HOME
    if _tag(tags, "ArticleTitle") or _tag(tags, "PubDate"):
        return Kind.ARTICLE
    if looks_like_article(url):
        return Kind.ARTICLE
    if "ArticleTitle" not in tags and (_tag(tags, "ColumnName") or looks_like_column(url)):
        return Kind.COLUMN
    return Kind.OTHER


def _kind_by_content(rows: tuple[object, ...], published: str | None, source: str, main: str, headed: bool) -> Kind:
    if headed and published and source in ("label", "line", "script") and len(main) > 40:
        return Kind.ARTICLE
    return Kind.COLUMN if len(rows) >= 3 else Kind.OTHER


def _title_tag(tree: LexborHTMLParser) -> str:
    node = tree.css_first("title")
    return names.tidy(node.text()) if node else ""


def _title(
    tree: LexborHTMLParser, tags: dict[str, str], crumbs: tuple[str, ...], lines: list[str], kind: Kind
) -> tuple[str, bool]:
    """(title, whether a heading of the page itself says it)."""
    heading, site = _title_tag(tree), _tag(tags, "SiteName")
    if kind is Kind.HOME:
        return site or heading, False
    if kind is Kind.COLUMN:
        return _tag(tags, "ColumnName") or (crumbs[-1] if len(crumbs) > 1 else "") or _column_part(heading, site), False
    if title := _tag(tags, "ArticleTitle") or _tag(tags, "title"):
        return names.tidy(title), True
    if title := _heading_within(tree, heading) or _table_title(lines):
        return title, True
    return _longest_part(heading, site), False


def _heading_within(tree: LexborHTMLParser, heading: str) -> str:
    """The longest heading of the page that its <title> repeats: navigation and block titles do not stand there."""
    whole, best = names.plain(heading), ""
    for node in tree.css(_HEADINGS):
        text = names.tidy(node.text())
        if len(best) < len(text) <= 200 and len(text) >= 4 and names.plain(text) in whole:
            best = text
    return best


def _table_title(lines: list[str]) -> str:
    """The 标题 or 名称 row of an information table."""
    for index, line in enumerate(lines[:60]):
        if names.plain(line) in ("标题:", "名称:", "信息名称:", "文件名称:") and index + 1 < len(lines):
            return names.tidy(lines[index + 1])
    return ""


def _own_parts(heading: str, site: str) -> list[str]:
    """The parts of `site - column - title`, those that name a site or an office left out."""
    parts = [part for part in _SEPARATOR.split(heading) if part]
    own = [part for part in parts if part != site and not _OFFICE.search(part)]
    return own or parts or [heading]


def _column_part(heading: str, site: str) -> str:
    return _own_parts(heading, site)[0]


def _longest_part(heading: str, site: str) -> str:
    return max(_own_parts(heading, site), key=len)


def _says(kind: Kind, lines: list[str], main: str) -> tuple[bool, bool]:
    """(whether the page says that its list is empty, whether it says that there is nothing of the kind)."""
    if kind in (Kind.HOME, Kind.DOCUMENT) or len(main) >= 1500:
        return False, False
    whole = "\n".join(lines)
    return _text.says_empty(whole), len(main) < 600 and _text.says_none(main or whole)


def _hash(text: str) -> str:
    return blake2b("".join(text.split()).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _is_document(lines: list[str]) -> bool:
    """An information table, or a document's number on a line of its own; one cited in the text is another's."""
    head = lines[:120]
    labels = {re.sub(r"\s", "", label) for line in head if len(line) < 40 for label in _INFO_TABLE.findall(line)}
    return len(labels) >= 3 or any(len(line) < 40 and _NUMBER.fullmatch(line) for line in head)
