"""One parse a page: what it is, what it is called, when it was published, where it stands, where it leads.

`understand` is the hot path of a walk, so it uses a fast parser once and regular expressions over what is left.  It
knows no site: lists, breadcrumbs and dates are recognised by their shape, not by selectors of one template.
"""

import re
from collections.abc import Collection
from hashlib import blake2b

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core import (
    _answers,
    _crumbs,
    _links,
    _published,
    _rows,
    _scripts,
    _text,
    datastore,
    dates,
    interfaces,
    names,
    urls,
)
from core.charset import garbled
from core.types import Kind, Link, Page, Row

_ARTICLE_URL = re.compile(
    r"/(?:t\d{8}_\d+|art_[\da-f_]+|doc_[\da-z]+|content_\d+|post_\d+|[\da-f]{24,40}|\d{4,})\.\w{3,5}\Z"
    r"|/info/\d+/\d+\.htm|/art/(?:19|20)\d\d/"
)
_COLUMN_URL = re.compile(
    r"/(?:(?:index|default|list|node)(?:_\d+)?\.\w{3,5})?\Z|/col/col\d+|/channel_[\w.]+/?\Z|list", re.I
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}\s*[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d{1,4}\s*号")
_INFO_TABLE = re.compile(r"索\s*引\s*号|发\s*文\s*字\s*号|成\s*文\s*日\s*期|发\s*文\s*机\s*关|公\s*开\s*方\s*式")
#: Tags of the site guideline that only articles bear, in lower case.
_ARTICLE_TAGS = {"articletitle", "pubdate", "contentsource"}
#: What shows something that is not text.
_SHOWN = "video, audio, embed, object, canvas"
_SEPARATOR = re.compile(r"\s*(?:[-_|—–]{1,2}|::|»|>>)\s*")
_OFFICE = re.compile(r"(?:网|网站|门户|政府|中华人民共和国.{0,40}[部委局署院])$")
_HEADINGS = "h1, h2, h3, [class*=title], [class*=Title], [class*=tit], [id*=title]"


def understand(html: str, url: str, *, home: bool = False, charset: str = "utf-8", first: str = "") -> Page:
    """What one page says. `url` is the address that it was read from, `charset` the one that it was decoded with.

    `first` is the first page of the list that it goes on.
    """
    if _answers.is_data(html, url):
        return _answers.page(html, url, first or url, charset)
    html = _links.scripted(html)
    tree = LexborHTMLParser(html)
    if datastore.marked("".join(node.text() for node in tree.tags("script"))):
        html, unseen = datastore.unfold(html, url)
        return _page(LexborHTMLParser(html), html, url, home, charset, unseen)
    return _page(tree, html, url, home, charset)


def looks_like_article(url: str) -> bool:
    """Told from the address alone: a leaf with a number of its own, not a folder or an index."""
    return bool(_ARTICLE_URL.search(url.partition("?")[0]))


def looks_like_column(url: str) -> bool:
    """Told from the address alone: a folder, an index or a list."""
    return bool(_COLUMN_URL.search(url.partition("?")[0])) and not looks_like_article(url)


def _page(tree: LexborHTMLParser, html: str, url: str, home: bool, charset: str, unseen: bool | None = None) -> Page:
    """`unseen`: whether a list that stood in the page as data goes on where nobody can follow; None without such a list."""
    tags = _tags(tree)
    base = _links.base_of(tree, url)
    tree.strip_tags(["style", "noscript", "template"])
    anchors = _links.collect(tree, base, charset)
    suspect = url if interfaces.draws(url) else ""
    scripts = _scripts.read(tree, html, base, charset, few_links=len(anchors) < 8, suspect=bool(suspect))
    tree.strip_tags(["script"])
    crumbs = _crumbs.path(tree, anchors, tags)
    kind = _unless_a_list(_kind(url, tags, home), tree, anchors, tags)
    lines = _text.lines(tree)
    title, headed = _title(tree, tags, crumbs, lines, kind)
    path = _crumbs.without_leaf(crumbs, title if kind is not Kind.COLUMN else "")
    published, source = _published.find(tags, lines, title, scripts.published, url)
    entries = () if unseen is None else {node.mem_id for node in tree.css("[data-records] a")}
    rows = _rows.find(anchors, entries) if kind is not Kind.ARTICLE else ()
    main = _text.main(tree)
    if kind is Kind.OTHER:
        dated = headed and bool(published) and len(main) > 40 and not _of_a_row(lines, published, title, rows)
        kind = _kind_by_content(rows, scripts, dated and source in ("label", "line", "script"))
    kind = Kind.DOCUMENT if kind is Kind.ARTICLE and _is_document(lines) else kind
    article = kind in (Kind.ARTICLE, Kind.DOCUMENT)
    text = main if article or len(main) >= _text.OWN_TEXT else _text.words(tree)
    empty, none = _says(kind, lines, text)
    bare = kind is Kind.COLUMN and not rows and _shows(tree, entries)
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
        drawn=garbled(html) or _drawn(kind, rows, suspect, scripts, unseen, bare),
        redirect=scripts.redirect,
        canonical=urls.join(base, own) if (own := _tag(tags, "Url")) else "",
    )


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


def _unless_a_list(
    kind: Kind, tree: LexborHTMLParser, anchors: list[tuple[LexborNode, Link]], tags: dict[str, str]
) -> Kind:
    """A column, whatever number its address bears, if its tags are just those of one and it shows a list and no text."""
    keys = {key.lower() for key in tags} if kind is Kind.ARTICLE else set()
    if not keys >= {"columnname", "columndescription", "columnkeywords"} or keys & _ARTICLE_TAGS:
        return kind
    rows = _rows.find(anchors)
    listed = len(_text.main(tree)) - sum(len(row.title) + 12 for row in rows) < _text.OWN_TEXT
    return Kind.COLUMN if len(rows) >= 3 and listed else kind


def _kind_by_content(rows: tuple[Row, ...], scripts: _scripts.Scripts, dated: bool) -> Kind:
    """`dated`: the page's own heading stands over a day of publication and a text."""
    if dated:
        return Kind.ARTICLE
    return Kind.COLUMN if len(rows) >= 3 or scripts.pages else Kind.OTHER


def _of_a_row(lines: list[str], published: str | None, title: str, rows: tuple[Row, ...]) -> bool:
    """Whether the first line with this date belongs to an entry of a list, not to the page."""
    place = next((index for index, line in enumerate(lines) if dates.first(line) == published), 0)
    around = {
        names.plain(line).rstrip(".…") for line in (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2])
    }
    others = [name for row in rows if (name := names.plain(row.title)) != names.plain(title)]
    return len(rows) >= 3 and any(name.startswith(line) for name in others for line in around if len(line) >= 4)


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


def _shows(tree: LexborHTMLParser, entries: Collection[int]) -> bool:
    """Whether something stands in a page that is no text, or data that are no rows."""
    return bool(entries) or tree.css_first(_SHOWN) is not None


def _drawn(
    kind: Kind, rows: tuple[Row, ...], channel: str, scripts: _scripts.Scripts, unseen: bool | None, bare: bool
) -> bool:
    """Whether scripts may show what is not in the page.

    `channel` is the address of a page of a platform whose lists scripts draw: if they can, and no row is its own, they did.
    `unseen`: as for `_page`.  `bare`: a column without rows shows something all the same.
    """
    if unseen:
        return True
    own = channel.partition("?")[0].removesuffix("index.html").rstrip("/") + "/"
    if channel and kind in (Kind.COLUMN, Kind.OTHER) and not any(row.url.startswith(own) for row in rows):
        return (scripts.draws or scripts.writes) and not interfaces.asks(channel)
    filled = scripts.fills and unseen is None and kind in (Kind.HOME, Kind.COLUMN, Kind.OTHER)
    return scripts.draws or filled or bare


def _hash(text: str) -> str:
    return blake2b("".join(text.split()).encode("utf-8", "replace"), digest_size=12).hexdigest()


def _is_document(lines: list[str]) -> bool:
    """An information table, or a document's number on a line of its own; one cited in the text is another's."""
    head = [line for line in lines[:120] if len(line) < 40]
    labels = {re.sub(r"\s", "", label) for label in _INFO_TABLE.findall("\n".join(head))}
    return len(labels) >= 3 or any("号" in line and _NUMBER.fullmatch(line) for line in head)
