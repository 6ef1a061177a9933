"""The words of the practice district: sites, columns, articles, and the truths that a good watcher must find out.

Nothing here knows the network.  `Site.truths` and `Column.truths` stand beside the thing that they are about, so that a
fault is sown and written down in one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from markupsafe import Markup

from demo.dress import Dress


class Shape(StrEnum):
    """What a column's first page shows."""

    LIST = "list"
    #: A list without days: they stand in the articles alone.
    UNDATED = "undated"
    #: Links to sub-columns, nothing else.
    PARENT = "parent"
    #: One text at the column's own address.
    TEXT = "text"
    #: A sentence that says that there is nothing of the kind.
    NONE = "none"
    #: An empty <ul>, without a word.
    EMPTY = "empty"
    #: 共0条.
    ZERO = "zero"
    #: A list that scripts would draw.
    DRAWN = "drawn"
    #: A form to write to the office.
    FORM = "form"
    #: Leads elsewhere by <meta refresh>, or by one that a script writes.
    JUMP = "jump"
    SCRIPT_JUMP = "script-jump"
    #: Named in breadcrumbs alone, without a page of its own.
    HEADING = "heading"
    #: Linked, and not there.
    MISSING = "missing"


class Fate(StrEnum):
    """What must come of a subject: fail, early fail, unsure, or anything but a fail."""

    SOWN = "sown"
    EARLY = "early"
    UNSURE = "unsure"
    DECOY = "decoy"


@dataclass(frozen=True, slots=True)
class Truth:
    """`subject` as the contract writes it, or a path within the site; "" is the column that carries the truth."""

    fate: Fate
    check: str
    note: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """The column's row in the register of duties (栏目保障责任分工表)."""

    period: int | None = None
    updates: bool = True
    type: str = ""
    unit: str = ""
    person: str = ""
    exempt: str = ""
    season: str = ""
    jumps: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """`path` is the address within its host, unquoted; `text` paragraphs, plain or ready HTML; `made` the 成文日期.

    `key` is the paper that it is or interprets, `related` what it links to: (words, title, address). Its truths are about
    its own address where they name no subject.
    """

    title: str
    day: date
    path: str
    source: str
    text: tuple[str | Markup, ...]
    number: str = ""
    made: date | None = None
    files: tuple[tuple[str, str], ...] = ()
    pinned: bool = False
    key: str = ""
    related: tuple[tuple[str, str, str], ...] = ()
    truths: tuple[Truth, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`folder` ends with a slash; `label` is what menus call the column where that differs from its own name."""

    name: str
    folder: str
    above: str = ""
    shape: Shape = Shape.LIST
    articles: tuple[Article, ...] = ()
    text: tuple[str | Markup, ...] = ()
    target: str = ""
    label: str = ""
    duty: Duty | None = None
    charset: str = "utf-8"
    #: How a list that scripts draw writes its paging: zero, box or count (TRS), range, page or unit (Hanweb); see the templates.
    pager: str = "zero"
    #: Its articles do not say when they were published, or not where they are from.
    untimed: bool = False
    unsourced: bool = False
    truths: tuple[Truth, ...] = ()

    @property
    def shown(self) -> str:
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class Annex:
    """A home page on a host of its own. `six`: what it shows over IPv6 instead, "older" news or another "counter"."""

    url: str
    name: str
    six: str = ""
    older: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`origin` is scheme, host and port, `root` the folder of the home page, `look` the folder of the templates."""

    key: str
    unit: str
    name: str
    short: str
    kind: str
    look: str
    origin: str
    code: str
    dress: Dress
    root: str = "/"
    #: The leaf under which links name a column's first page; "" for its folder alone.
    index: str = ""
    page_size: int = 15
    urls: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    columns: tuple[Column, ...]
    #: Names of the columns of the main menu, and of those whose newest entries the home page shows, with how many.
    menu: tuple[str, ...] = ()
    front: tuple[tuple[str, int], ...] = ()
    #: The folder whose sub-columns the home page offers as tiles.
    tiles: str = ""
    #: (title, address, day) of the block 最新信息 beside every list.
    latest: tuple[tuple[str, str, date], ...] = ()
    friends: tuple[tuple[str, str], ...] = ()
    truths: tuple[Truth, ...] = ()

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2].partition(":")[0]

    def url(self, path: str) -> str:
        """The canonical address of a path within the site's host."""
        return self.origin + quote(path, safe="/:?=&!$'()*+,;@~")

    def first(self, column: Column) -> str:
        """The path of a column's first page."""
        return column.folder + self.index

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def below(self, column: Column) -> list[Column]:
        return [other for other in self.columns if other.above == column.folder]

    def trail(self, column: Column) -> list[Column]:
        """The columns from the main menu down to this one."""
        chain = [column]
        while chain[0].above:
            chain.insert(0, next(other for other in self.columns if other.folder == chain[0].above))
        return chain

    def all_truths(self) -> Iterator[Truth]:
        """The truths of the site, its columns and articles, every subject as the contract writes it."""
        said = [(truth, truth.subject) for truth in self.truths]
        said += [(truth, truth.subject or self.first(column)) for column in self.columns for truth in column.truths]
        articles = [article for column in self.columns for article in column.articles]
        said += [(truth, truth.subject or article.path) for article in articles for truth in article.truths]
        for truth, subject in said:
            yield replace(truth, subject=self.url(subject) if subject.startswith("/") else subject)


@dataclass(frozen=True, slots=True)
class Host:
    """What the name server says of a name. None: it fails to answer (SERVFAIL) for this kind of record.

    A name with `servers` is a zone of its own.
    """

    name: str
    a: tuple[str, ...] | None = ("127.0.0.1",)
    aaaa: tuple[str, ...] | None = ("::1",)
    alias: str = ""
    servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a host shows over TLS, in days from the day of the audit. `name` "": its own; `signed`: by whom."""

    host: str
    begins: int
    ends: int
    name: str = ""
    #: authority (the one that the bureau's configuration trusts), itself, or stranger (an authority that nobody trusts).
    signed: str = "authority"


@dataclass(frozen=True, slots=True)
class Ports:
    """`both` answers on 127.0.0.1 and ::1, `four` on 127.0.0.1 alone, `tls` over TLS on both."""

    both: int
    four: int
    tls: int = 443


class Manner(StrEnum):
    """How an address answers that is no ordinary page."""

    FORBIDDEN = "forbidden"
    BUSY = "busy"
    BROKEN = "broken"
    #: An ordinary page.
    PAGE = "page"
    #: Says nothing for longer than anybody waits.
    SLOW = "slow"
    #: Takes the request and hangs up.
    RESET = "reset"
    #: Every other visit, the first one first, is answered 404.
    FICKLE = "fickle"
    MOVED = "moved"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Odd:
    """`target` is where a moved address leads."""

    host: str
    path: str
    manner: Manner
    target: str = ""


@dataclass(frozen=True, slots=True)
class District:
    """Everything that is served and everything that is true of it."""

    as_of: date
    sites: tuple[Site, ...]
    hosts: tuple[Host, ...]
    odd: tuple[Odd, ...]
    certificates: tuple[Certificate, ...] = ()
