"""The district as bytes: what every host answers under every path."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.district import Article, Column, District, Manner, Odd, Shape, Site
from demo.pictures import attachment, landscape

_HERE = Path(__file__).resolve().parent
#: What a column's charset means: (how it is written, what the page says, what the header says).
_CHARSETS = {
    "utf-8": ("utf-8", "utf-8", "text/html; charset=utf-8"),
    "gb2312": ("gb18030", "gb2312", "text/html"),
    "gb-as-utf8": ("gb18030", "gb2312", "text/html; charset=utf-8"),
    "utf8-as-gb": ("utf-8", "utf-8", "text/html; charset=gb2312"),
}
_STATUS = {Manner.FORBIDDEN: 403, Manner.BUSY: 503, Manner.BROKEN: 500}
_WORDS = {
    403: "您没有权限访问此页面，请通过政务内网登录。",
    404: "抱歉，您访问的页面不存在或已被移走。",
    500: "系统出错了，请联系管理员。",
    503: "系统繁忙，请稍后再试。",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `location` makes it a redirect, `manner` says how the server has to behave."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    manner: Manner | None = None


Replies = dict[tuple[str, str], Reply]


def render(district: District) -> Replies:
    """Replies by (host, unquoted path). Whatever is not there is `missing`."""
    environment = _environment()
    replies: Replies = {}
    for site in district.sites:
        printer = _Printer(environment, site, district.as_of)
        replies.update(((site.host, path), reply) for path, reply in printer.pages())
        replies.update(printer.annexes())
        for host in {site.host, *(urlsplit(url).hostname or "" for url, _ in site.annexes)}:
            replies.update(((host, path), reply) for path, reply in _furniture(site))
    replies.update(((odd.host, odd.path), _odd(odd, environment)) for odd in district.odd)
    return replies


def missing(status: int = 404) -> Reply:
    """The Chinese page for what is not there, or does not work."""
    return _error(status, _environment())


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined)


def _error(status: int, environment: Environment) -> Reply:
    text = environment.get_template("missing.html").render(status=status, words=_WORDS[status])
    return Reply(text.encode(), status=status)


def _odd(odd: Odd, environment: Environment) -> Reply:
    if odd.manner in _STATUS:
        return _error(_STATUS[odd.manner], environment)
    if odd.manner is Manner.MOVED:
        return Reply(status=301, location=odd.target, manner=odd.manner)
    if odd.path.endswith(".html"):
        text = environment.get_template("missing.html").render(
            status="检索", words="没有找到符合条件的结果，请换一个关键字。"
        )
        return Reply(text.encode(), manner=odd.manner)
    body, kind = attachment(odd.path)
    return Reply(body, kind, manner=odd.manner)


def _furniture(site: Site) -> Iterator[tuple[str, Reply]]:
    style = (_HERE / "static" / f"{site.look}.css").read_bytes()
    yield f"/css/{site.look}.css", Reply(style, "text/css; charset=utf-8")
    yield "/robots.txt", Reply(b"User-agent: *\nDisallow: /search/\n", "text/plain")
    if site.look in ("portal", "emergency"):
        yield "/images/logo.png", Reply(landscape(site.look, 96, 96, 3), "image/png")
        yield "/images/banner.png", Reply(landscape(site.look, 960, 180), "image/png")
        yield "/images/scene-1.png", Reply(landscape(site.look, 640, 360, 7), "image/png")


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
        for column in self._site.columns:
            if column.shape in (Shape.JUMP, Shape.SCRIPT_JUMP):
                text = self._environment.get_template("jump.html").render(column=column)
                yield from _folder(column.folder, Reply(text.encode()))
            elif column.shape is not Shape.MISSING:
                yield from self._lists(column)
                for article in column.articles:
                    yield article.path, self._article(column, article)

    def annexes(self) -> Iterator[tuple[tuple[str, str], Reply]]:
        for url, title in self._site.annexes:
            yield (urlsplit(url).hostname or "", "/"), self._page("annex", "/", title=title)

    def _lists(self, column: Column) -> Iterator[tuple[str, Reply]]:
        size, total = self._site.page_size, len(column.articles)
        pages = max(1, -(-total // size))
        for page in range(1, pages + 1):
            articles = column.articles[(page - 1) * size : page * size]
            reply = self._column(
                "column", column, column.folder, articles=articles, page=page, pages=pages, total=total
            )
            if page == 1:
                yield from _folder(column.folder, reply)
            else:
                number = page - 1 if self._site.look == "emergency" else page
                yield f"{column.folder}index_{number}.html", reply

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
        facts |= {"column": column, "trail": trail, "beside": beside, "below": below, "kind": kind}
        return self._page(template, path, charset=column.charset, **facts)

    def _page(self, template: str, path: str, *, charset: str = "utf-8", **facts: Any) -> Reply:
        written, said, header = _CHARSETS[charset]
        known: dict[str, Any] = {
            "site": self._site,
            "menu": self._menu,
            "as_of": self._as_of,
            "charset": said,
            "title": self._site.name,
            "href": _from(path),
            "earlier": _earlier,
        }
        text = self._environment.get_template(f"{self._site.look}/{template}.html").render(known | facts)
        return Reply(text.encode(written), header)

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
