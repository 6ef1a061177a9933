"""The district as bytes: what every host answers under every path."""

import posixpath
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo import replies
from demo.district import Annex, Article, Column, District, Shape, Site
from demo.proxy import INTERFACES, Listing
from demo.replies import Replies, Reply

_TEMPLATES = Path(__file__).resolve().parent / "templates"
#: What a column's charset means: (how it is written, what the page says, what the header says).
_CHARSETS = {
    "utf-8": ("utf-8", "utf-8", "text/html; charset=utf-8"),
    "gb2312": ("gb18030", "gb2312", "text/html"),
    "gb-as-utf8": ("gb18030", "gb2312", "text/html; charset=utf-8"),
    "utf8-as-gb": ("utf-8", "utf-8", "text/html; charset=gb2312"),
}
#: A look whose lists are data; one whose addresses are relative, and whose pages are counted from nought; one that counts them
#: backwards.
_DATA, _RELATIVE, _BACKWARDS = "employment", "emergency", "topics"


def render(district: District) -> Replies:
    """Replies by (host, unquoted path). Whatever is not there is `missing`."""
    environment = _environment()
    found: Replies = {}
    for site in district.sites:
        printer = _Printer(environment, site, district.as_of)
        found.update(((site.host, path), reply) for path, reply in printer.pages())
        found.update(printer.annexes())
        for host in {site.host, *(urlsplit(annex.url).hostname or "" for annex in site.annexes)}:
            found.update(((host, path), reply) for path, reply in replies.furniture(site))
    found.update(((odd.host, odd.path), replies.odd(odd, environment)) for odd in district.odd)
    return found


def missing(status: int = 404) -> Reply:
    """The Chinese page for what is not there, or does not work."""
    return replies.error(status, _environment())


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)


class _Printer:
    """Prints one site."""

    def __init__(self, environment: Environment, site: Site, as_of: date) -> None:
        self._environment = environment
        self._site = site
        self._as_of = as_of
        self._menu = [site.column(name) for name in site.menu]

    def pages(self) -> Iterator[tuple[str, Reply]]:
        """Every page on the site's own host, by its path."""
        yield from _folder(self._site.root, self._page("home", self._site.root, **self._front()))
        listings = {}
        for column in self._site.columns:
            if column.shape in (Shape.JUMP, Shape.SCRIPT_JUMP):
                text = self._environment.get_template("jump.html").render(column=column)
                yield from _folder(column.folder, Reply(text.encode()))
            elif column.shape not in (Shape.MISSING, Shape.HEADING):
                if listing := self._listing(column):
                    listings[listing.column] = listing
                yield from self._lists(column, listing)
                for article in column.articles:
                    yield article.path, self._article(column, article)
        if listings:
            yield from ((path, Reply(lists=listings)) for path in INTERFACES)

    def annexes(self) -> Iterator[tuple[tuple[str, str], Reply]]:
        for annex in self._site.annexes:
            four, six = self._annex(annex, 4), self._annex(annex, 6)
            yield (urlsplit(annex.url).hostname or "", "/"), Reply(four, six=six if annex.six else b"")

    def _annex(self, annex: Annex, family: int) -> bytes:
        """The home page of an annex as it is seen over one family of addresses."""
        site, older = self._site, family == 6 and bool(annex.older)
        facts: dict[str, Any] = {
            "title": annex.name,
            "older": older,
            "articles": annex.older if older else [article for column in site.columns for article in column.articles],
            "visits": {4: 20_317, 6: 20_329}[family] if annex.six == "counter" else 0,
            "moment": f"{self._as_of} 08:3{family}",
            "href": lambda path: site.url(path) if path != "/" else path,
        }
        return self._page("annex", "/", **facts).body

    def _listing(self, column: Column) -> Listing | None:
        """The column's entries as data, where its look has them so."""
        site = self._site
        if site.look != _DATA or column.shape is not Shape.LIST:
            return None
        entry: Any = self._environment.get_template("rows.html").module
        return Listing(
            column=column.folder.strip("/").removeprefix("col/col"),
            records=tuple(str(entry.entry(article, site.dress, str)) for article in column.articles),
            size=site.page_size,
            style=column.pager if column.pager in ("page", "unit") else "range",
            wrap=site.dress.wrap,
            form=site.dress.answer,
            name=site.name,
        )

    def _lists(self, column: Column, listing: Listing | None) -> Iterator[tuple[str, Reply]]:
        size, total = self._site.page_size, len(column.articles)
        pages = 1 if listing else max(1, -(-total // size))
        for page in range(1, pages + 1):
            articles = column.articles[(page - 1) * size : page * size]
            facts = {"articles": articles, "page": page, "pages": pages, "total": total, "listing": listing}
            reply = self._column("column", column, column.folder, **facts)
            if page == 1:
                yield from _folder(column.folder, reply)
            else:
                yield column.folder + self._leaf(page, pages), reply

    def _leaf(self, page: int, pages: int) -> str:
        """What a further page of a list is called."""
        if self._site.look == _BACKWARDS:
            return f"{pages - page + 1}.htm"
        return f"index_{page - 1 if self._site.look == _RELATIVE else page}.html"

    def _article(self, column: Column, article: Article) -> Reply:
        clock = f"{9 + len(article.title) % 8:02}:{len(article.title) * 7 % 60:02}"
        leaf = posixpath.basename(article.path).rpartition(".")[0]
        return self._column("article", column, article.path, article=article, clock=clock, leaf=leaf)

    def _column(self, template: str, column: Column, path: str, **facts: Any) -> Reply:
        site = self._site
        trail = site.trail(column)
        beside = [
            other for other in site.columns if other.above == column.above and (column.above or other in self._menu)
        ] or [column]
        if below := site.below(column):
            beside = below
        kind = (
            "政策文件" if column.name in ("政策文件", "规范性文件") else "信息公开" if len(trail) > 2 else trail[0].name
        )
        href = self._href(path)
        steps = [
            ("首页", href(site.root)),
            *((one.name, href(site.first(one)) if one.shape is not Shape.HEADING else None) for one in trail),
        ]
        facts |= {"column": column, "trail": trail, "steps": steps, "beside": beside, "below": below, "kind": kind}
        return self._page(template, path, charset=column.charset, **facts)

    def _page(self, template: str, path: str, *, charset: str = "utf-8", **facts: Any) -> Reply:
        written, said, header = _CHARSETS[charset]
        known: dict[str, Any] = {
            "site": self._site,
            "dress": self._site.dress,
            "menu": self._menu,
            "as_of": self._as_of,
            "charset": said,
            "title": self._site.name,
            "href": self._href(path),
            "earlier": _earlier,
        }
        text = self._environment.get_template(f"{self._site.look}/{template}.html").render(known | facts)
        return Reply(text.encode(written), header)

    def _href(self, path: str) -> Callable[[str], str]:
        """How the page at `path` writes addresses of its own host."""
        return _from(path) if self._site.look == _RELATIVE else str

    def _front(self) -> dict[str, Any]:
        """What the home page shows: the newest entries of some columns, and tiles that lead to others."""
        site = self._site
        shown = [(site.column(name), count) for name, count in site.front]
        return {
            "front": {column.name: (column, column.articles[:count]) for column, count in shown},
            "tiles": [column for column in site.columns if column.above and column.above == site.tiles],
            "dialogue": [column for column in site.columns if column.above == "/hdjl/"],
        }


def _folder(folder: str, reply: Reply) -> Iterator[tuple[str, Reply]]:
    """A folder answers under its own address and under its index."""
    yield folder, reply
    yield f"{folder}index.html", reply


def _from(path: str) -> Callable[[str], str]:
    """Relative addresses as seen from the page at `path`."""
    folder = posixpath.dirname(path)

    def href(target: str) -> str:
        found = posixpath.relpath(target, folder)
        return f"{found}/" if target.endswith("/") else found

    return href


def _earlier(day: date) -> date:
    """A day on which a document may have been made that was published on `day`."""
    return day - timedelta(days=3)
