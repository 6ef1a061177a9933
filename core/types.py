"""The words that flow through the house, as frozen values.

Read this file first: `Site` and `Unit` say whom we watch, `Reading` and `Page` what was seen, `Lookup` and
`Probe` what the network said, `Finding` what a check concludes.  Nothing here knows a file, a network or a clock.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """How one attempt to read something ended. A word, not an exception."""

    OK = "ok"
    HTTP_ERROR = "http-error"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    NO_SUCH_HOST = "no-such-host"
    RESOLVER_FAILED = "resolver-failed"
    TLS_ERROR = "tls-error"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    TOO_LARGE = "too-large"
    NOT_HTML = "not-html"
    LOOP = "loop"
    #: We did not ask: an inner address that nobody registered.
    FORBIDDEN = "forbidden"
    #: Our machine has no way there (no IPv6 route).
    NO_ROUTE = "no-route"


class Verdict(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    UNSURE = "unsure"


class Level(StrEnum):
    VETO = "veto"
    DEDUCTION = "deduction"
    REQUIREMENT = "requirement"
    ADVICE = "advice"


class Kind(StrEnum):
    """What a page is."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    DOCUMENT = "document"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Site:
    """One site as registered: start addresses and the part of the web that belongs to it."""

    key: str
    name: str
    unit: str
    kind: str
    urls: tuple[str, ...]
    prefixes: tuple[str, ...]
    operator: str = ""
    site_code: str = ""
    standards: tuple[str, ...] = ()
    #: False for an address that nobody registered: its name and kind are then unknown.
    registered: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a browser would follow it.

    `kind` is a, img, frame or script (written by `document.write`); `attachment` is told from the address.
    """

    url: str
    text: str = ""
    kind: str = "a"
    visible: bool = True
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list. `block` numbers the list within its page, 0 the first in the page's order."""

    block: int
    url: str
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What one parse understood of a page. `path` is the breadcrumb from 首页 to the page's column."""

    url: str
    kind: Kind
    title: str
    published: str | None = None
    #: Where `published` was read: meta, label, line, script, row, url, or "" (none).
    published_from: str = ""
    path: tuple[str, ...] = ()
    tags: dict[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    rows: tuple[Row, ...] = ()
    text: str = ""
    content_hash: str = ""
    #: The page says itself that its list is empty (共0条, 暂无信息), or that there is nothing this year (未涉及).
    says_empty: bool = False
    says_none: bool = False
    #: Something on the page is drawn by scripts that we did not run, or cannot be read: "not there" cannot be concluded from it.
    drawn: bool = False
    #: Target of a redirect written into the page (meta refresh, document.write of one, location.href).
    redirect: str = ""
    #: The address that the page gives itself (meta Url, rel=canonical), resolved; "" if none.
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One attempt to read one address. A first and a second look at an address are two readings."""

    url: str
    look: int
    outcome: Outcome
    status: int = 0
    final: str = ""
    charset: str = ""
    bytes: int = 0
    body: str = ""
    at: str = ""
    address: str = ""
    seconds: float = 0.0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the name servers answered. `records` are in the order of the answer; `chain` the CNAMEs followed."""

    host: str
    type: str
    look: int
    outcome: Outcome
    records: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    at: str = ""

    @property
    def failed(self) -> bool:
        """Nobody said anything: neither that there is such a record nor that there is none."""
        return self.outcome not in (Outcome.OK, Outcome.NO_SUCH_HOST)

    @property
    def own(self) -> tuple[str, ...]:
        """The records that stand at the name itself, not where an alias leads."""
        return () if self.chain else self.records


@dataclass(frozen=True, slots=True)
class Probe:
    """One HTTP request to one address of a host. `family` is 4 or 6, `milliseconds` the time to the head.

    `detail` names what went wrong, or where a redirect leads.
    """

    host: str
    family: int
    address: str
    port: int
    look: int
    outcome: Outcome
    status: int = 0
    milliseconds: int = 0
    at: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact with place and time: the quoted words or record, where they stand, when they were read.

    `places` are all the pages that show it, where it stands on several: it is gone when every one was read without it.
    """

    text: str
    place: str = ""
    at: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check concludes about one subject. (site, check, subject) is the identity of a problem."""

    check: str
    subject: str
    verdict: Verdict
    level: Level
    title: str
    unit: str
    url: str
    evidence: Evidence
    clause: str = ""
    early: bool = False
    confirmed: bool = True

    @property
    def accuses(self) -> bool:
        """True for what would open a case: early warnings and unconfirmed rules never do."""
        return self.verdict is Verdict.FAIL and not self.early and self.confirmed


@dataclass(frozen=True, slots=True)
class Scope:
    """What to gather once more, for a second look or a recheck: just these addresses and hosts."""

    urls: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.urls or self.hosts)


@dataclass(frozen=True, slots=True)
class Leader:
    """A person of a unit to whom overdue work goes: 分管领导, 主要负责人."""

    role: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the district as registered. `duties` are keys of the plan beyond those that name it."""

    key: str
    name: str
    #: government, department, town, subdistrict or institution.
    kind: str
    parent: str = ""
    former: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    leaders: tuple[Leader, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisteredColumn:
    """A column of the register. `period` counts days, None where only its type says one."""

    site: str
    path: str
    url: str = ""
    type: str = ""
    unit: str = ""
    person: str = ""
    period: int | None = None
    #: It must be kept up to date (应更新); without this it is never more than advice.
    updates: bool = False
    exempt: str = ""
    #: First and last day of the year on which it is in season, "11-01/02-28"; "" is all year.
    season: str = ""
    jumps: bool = False

    def in_season(self, day: date) -> bool:
        """True where `day` lies within the season, both ends included; a season may run over the new year."""
        if not self.season:
            return True
        first, last = self.season.split("/")
        now = f"{day:%m-%d}"
        return first <= now <= last if first <= last else now >= first or now <= last


@dataclass(frozen=True, slots=True)
class Account:
    """A new-media account as registered. `verified_as` is empty where the platform has verified nobody."""

    key: str
    unit: str
    #: weixin, weibo, douyin, toutiao, kuaishou, shipinhao, app or miniprogram.
    platform: str
    name: str
    account: str = ""
    type: str = ""
    source: str = "manual"
    url: str = ""
    verified_as: str = ""
    state: str = "在用"
