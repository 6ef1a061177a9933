"""A portal on disk for the speed bench: the same for the same number of pages.

Sixty columns with a Zipf share of the articles, lists of 20 with static paging, articles of 8 to 38 KB (median about
14 KB) with about 80 links, the meta tags of the site guideline, pictures, attachments, and links to hosts that are
not there.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.words import CODE, COLUMNS, NAME, sentences, title, unit

ROWS = 20
NEWEST = date(2026, 11, 20)
FRIENDS = 13
PICTURES = 12
ATTACHMENTS = 20
STATIC = ("/sitemap.html", "/about/contact.html", "/about/statement.html")


@dataclass(frozen=True, slots=True)
class Article:
    url: str
    title: str
    published: date
    source: str


@dataclass(frozen=True, slots=True)
class Column:
    url: str
    section: str
    title: str
    articles: tuple[Article, ...]

    @property
    def lists(self) -> int:
        return max(1, math.ceil(len(self.articles) / ROWS))

    def list_url(self, number: int) -> str:
        return self.url if number == 1 else f"{self.url}index_{number}.html"


def build(folder: Path, pages: int) -> tuple[str, ...]:
    """Write a site of about `pages` HTML pages (one fewer at most) and return their paths, `/` first."""
    random = Random(pages)
    columns = _columns(random, pages)
    manifest = []
    for path, html in _Writer(random, columns).pages():
        file = folder / path.lstrip("/") / "index.html" if path.endswith("/") else folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
        manifest.append(path)
    _write_files(folder)
    return tuple(manifest)


def _columns(random: Random, pages: int) -> list[Column]:
    names = [(section, name) for section, line in COLUMNS.items() for name in line.split()]
    weights = [1 / rank for rank in range(1, len(names) + 1)]
    random.shuffle(weights)
    sections = list(COLUMNS)
    columns = []
    for number, ((section, name), count) in enumerate(zip(names, _shares(weights, pages), strict=True)):
        url = f"/{sections.index(section) + 1}/col{1200 + number}/"
        columns.append(Column(url, section, name, tuple(_articles(random, url, count))))
    return columns


def _shares(weights: Sequence[float], pages: int) -> list[int]:
    """Articles of each column, so that home, sections, lists and articles make `pages`."""
    fixed = 1 + len(COLUMNS) + len(STATIC)
    least, most = 0, pages
    while least < most:
        articles = (least + most + 1) // 2
        counts = _split(weights, articles)
        if fixed + sum(max(1, math.ceil(count / ROWS)) + count for count in counts) <= pages:
            least = articles
        else:
            most = articles - 1
    return _split(weights, least)


def _split(weights: Sequence[float], articles: int) -> list[int]:
    """Whole shares that add up to `articles` and never shrink as it grows."""
    total, passed, counts = sum(weights), 0.0, []
    for weight in weights:
        counts.append(int((passed + weight) / total * articles) - int(passed / total * articles))
        passed += weight
    return counts


def _articles(random: Random, column: str, count: int) -> Iterator[Article]:
    day = NEWEST - timedelta(days=random.randint(0, 9))
    for number in range(count):
        url = f"{column}{day:%Y%m}/t{day:%Y%m%d}_{3100000 + number}.html"
        yield Article(url, title(random), day, unit(random))
        day -= timedelta(days=random.randint(0, 6))


class _Writer:
    """Makes the pages; what all of them share is made once."""

    def __init__(self, random: Random, columns: Sequence[Column]) -> None:
        self.random = random
        self.columns = columns
        self.sentences = sentences(random, 4000)
        self.sections = {name: f"/{number}/" for number, name in enumerate(COLUMNS, 1)}
        self.head = _head(columns, self.sections)
        self.foot = _foot()

    def pages(self) -> Iterator[tuple[str, str]]:
        """(path, HTML) of every page."""
        yield "/", self._home()
        for section, path in self.sections.items():
            inside = [column for column in self.columns if column.section == section]
            yield (
                path,
                self._page(section, _metas(section, "栏目首页"), _crumbs((section, path)) + self._blocks(inside, 8)),
            )
        for path, name in zip(STATIC, ("网站地图", "联系我们", "网站声明"), strict=True):
            body = _crumbs((name, path)) + (self._map() if path == STATIC[0] else self._paragraphs(4000))
            yield path, self._page(name, _metas(name, "其他"), body)
        for column in self.columns:
            for number in range(1, column.lists + 1):
                yield column.list_url(number), self._list(column, number)
            for index in range(len(column.articles)):
                yield column.articles[index].url, self._article(column, index)

    def _page(self, name: str, metas: str, body: str) -> str:
        return f"{_DOCTYPE}<title>{name}_{NAME}</title>\n{metas}{self.head}<main>\n{body}</main>\n{self.foot}"

    def _home(self) -> str:
        metas = _meta("Keywords", f"{NAME},政府网站") + _meta("Description", f"{NAME}门户网站")
        return self._page("首页", metas, self._blocks(self.columns, 2))

    def _blocks(self, columns: Sequence[Column], rows: int) -> str:
        return "".join(
            f'<section><h2><a href="{column.url}">{column.title}</a></h2>{_rows(column.articles[:rows])}</section>\n'
            for column in columns
        )

    def _map(self) -> str:
        return (
            "<ul>"
            + "".join(f'<li><a href="{column.url}">{column.title}</a></li>\n' for column in self.columns)
            + "</ul>"
        )

    def _list(self, column: Column, number: int) -> str:
        rows = _rows(column.articles[(number - 1) * ROWS : number * ROWS])
        shown = [other for other in range(number - 2, number + 3) if 1 <= other <= column.lists]
        pager = "".join(f'<a href="{column.list_url(other)}">{other}</a> ' for other in {*shown, 1, column.lists})
        body = (
            f'{self._crumbs(column)}<h1>{column.title}</h1>\n{rows}<div class="page">{pager}共{column.lists}页</div>\n'
        )
        return self._page(column.title, _metas(column.title, "信息公开"), body)

    def _article(self, column: Column, index: int) -> str:
        random, article = self.random, column.articles[index]
        size = min(38_000, max(8_000, int(random.lognormvariate(math.log(14_200), 0.45))))
        metas = _metas(column.title, "信息公开") + _meta("ArticleTitle", article.title)
        metas += _meta("PubDate", f"{article.published} 09:30") + _meta("ContentSource", article.source)
        around = column.articles[max(0, index - 1) : index] + column.articles[index + 1 : index + 2]
        related = random.sample(column.articles, min(5, len(column.articles)))
        info = f"发布时间：{article.published} 09:30　来源：{article.source}　浏览次数：{random.randint(30, 9000)}"
        frame = (
            f'{self._crumbs(column)}<article><h1>{article.title}</h1>\n<p class="info">{info}</p>\n'
            "{}</article>\n"
            f'<div class="near">{_rows(around)}</div>\n<aside><h3>相关信息</h3>{_rows(related)}</aside>\n'
        )
        page = self._page(article.title, metas, frame)
        return page.replace("{}", self._content(size - len(page.encode())), 1)

    def _content(self, size: int) -> str:
        random = self.random
        pictures = "".join(
            f'<p><img src="/images/p{random.randrange(PICTURES)}.png" alt="现场照片"></p>\n'
            for _ in range(random.choice((0, 0, 0, 1, 2)))
        )
        files = f'<p>附件：<a href="/files/f{random.randrange(ATTACHMENTS)}.pdf">相关附件.pdf</a></p>\n'
        return pictures + self._paragraphs(size) + (files if random.random() < 0.1 else "")

    def _paragraphs(self, size: int) -> str:
        """Paragraphs of about `size` bytes, at least one."""
        made: list[str] = []
        while size > 0 or not made:
            paragraph = f"<p>　　{''.join(self.random.choices(self.sentences, k=self.random.randint(1, 4)))}</p>\n"
            made.append(paragraph)
            size -= len(paragraph.encode())
        return "".join(made)

    def _crumbs(self, column: Column) -> str:
        return _crumbs((column.section, self.sections[column.section]), (column.title, column.url))


_DOCTYPE = '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">\n'


def _metas(column: str, kind: str) -> str:
    return _meta("ColumnName", column) + _meta("ColumnType", kind)


def _head(columns: Sequence[Column], sections: dict[str, str]) -> str:
    """The end of the head, the top bar and the menu: 4 + 8 + 36 links."""
    metas = _meta("SiteName", NAME) + _meta("SiteDomain", "www.example.gov.cn") + _meta("SiteIDCode", CODE)
    menu = ""
    for section, path in sections.items():
        inside = [column for column in columns if column.section == section][:5]
        drawer = "".join(f'<dd><a href="{column.url}">{column.title}</a></dd>' for column in inside)
        menu += f'<dl class="menu"><dt><a href="{path}">{section}</a></dt>{drawer}</dl>\n'
    return (
        f'{metas}<link rel="stylesheet" href="/css/site.css">\n</head>\n<body>\n<div class="top"><a href="/">首页</a>'
        '<a href="javascript:void(0)">无障碍阅读</a><a href="/sitemap.html">网站地图</a>'
        f'<a href="http://login.yunze.invalid/">登录</a></div>\n<header><img src="/images/logo.png" alt="{NAME}">'
        f"</header>\n<nav>\n{menu}</nav>\n"
    )


def _foot() -> str:
    """The footer: 18 links, 13 of them to hosts that are not there."""
    friends = "".join(
        f'<a href="http://www.friend{number}.invalid/" target="_blank">友情链接{number}</a>\n'
        for number in range(FRIENDS)
    )
    pages = "".join(
        f'<a href="{path}">{name}</a>\n'
        for path, name in zip(STATIC, ("网站地图", "联系我们", "网站声明"), strict=True)
    )
    marks = (
        '<a href="http://icp.invalid/">鲁ICP备26000000号</a>\n'
        '<a href="http://police.invalid/">鲁公网安备 37990002000000号</a>\n'
    )
    identity = f"<p>主办单位：{NAME}办公室　网站标识码：{CODE}</p>"
    return f"<footer>{friends}{pages}{marks}{identity}</footer>\n</body>\n</html>\n"


def _crumbs(*path: tuple[str, str]) -> str:
    steps = " &gt; ".join(f'<a href="{url}">{name}</a>' for name, url in (("首页", "/"), *path))
    return f'<div class="crumbs">当前位置：{steps}</div>\n'


def _rows(articles: Sequence[Article]) -> str:
    return (
        "<ul>"
        + "".join(
            f'<li><a href="{one.url}" title="{one.title}">{one.title}</a><span>{one.published}</span></li>\n'
            for one in articles
        )
        + "</ul>\n"
    )


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


def _write_files(folder: Path) -> None:
    files = {"css/site.css": b"body{margin:auto;max-width:1200px}", "images/logo.png": _PNG}
    files |= {f"images/p{number}.png": _PNG for number in range(PICTURES)}
    files |= {f"files/f{number}.pdf": b"%PDF-1.4\n%%EOF\n" for number in range(ATTACHMENTS)}
    files["robots.txt"] = b"User-agent: *\nAllow: /\n"
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
