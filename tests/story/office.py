"""An office for a story: a clock that the story turns, its mail server, its commands, and the unit at its signed link."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

from django.test import Client

import cli
from core.clock import CHINA
from demo import Practice, clerk, practice
from ledger import chores
from ledger.models import Case
from tests.ledger.conftest import URL
from tests.ledger.mailserver import Inbox, server

UNIT, LEADER, BUREAU = "yjj@example.gov.cn", "yjj-ld@example.gov.cn", "bangong@example.gov.cn"
_OFFICER = "周明"
_MAIL = f"""
[mail]
server = "smtp://127.0.0.1:{{port}}"
from = "dsjj@example.gov.cn"
bureau = ["{BUREAU}"]

[console]
url = "http://testserver/"
"""


class Clock:
    """In the place of `datetime` in core.clock, the one clock of the house: it runs on from where the story turned it.

    What a command or a view asks for "now" is asked there; nobody can hand it to them from outside.
    """

    def __init__(self) -> None:
        self._gained = timedelta()

    def turn(self, day: int, clock: str) -> None:
        """To this day of September 2026, at HH:MM."""
        self._gained = datetime.fromisoformat(f"2026-09-{day:02}T{clock}:00+08:00") - datetime.now(CHINA)

    def now(self, zone: tzinfo) -> datetime:
        return datetime.now(zone) + self._gained


@dataclass
class Office:
    """`subject` is the one of the case that the story follows."""

    district: Practice
    inbox: Inbox
    clock: Clock
    subject: str
    _read: int = 0

    def __post_init__(self) -> None:
        config = self.district.config
        text = config.read_text("utf-8").replace("sqlite:///ledger.sqlite3", URL)
        config.write_text(text + _MAIL.format(port=self.inbox.port), "utf-8")

    @property
    def case(self) -> Case:
        return Case.objects.get(subject=self.subject)

    def stands(self) -> tuple[str, str]:
        """The state of the case, and the last thing that happened to it."""
        event = self.case.events.latest("id")
        assert event.after == self.case.state
        return self.case.state, event.kind

    def run(self, *arguments: str) -> str:
        """What `bihuan` says."""
        with redirect_stdout(StringIO()) as said:
            cli.app(args=[*arguments, "--config", str(self.district.config)], standalone_mode=False)
        return said.getvalue()

    def decide(self, step: str, *options: str, note: str = "已打开页面核实") -> None:
        """The officer takes a step on the case, and on others that are named by their numbers."""
        self.run(step, self.case.number, "--note", note, "--who", _OFFICER, *options)

    def audit(self) -> None:
        self.run("audit", "site:yjj", "--only", "mandatory_columns", "--quiet")

    def recheck(self) -> None:
        self.run("recheck", self.case.number, "--quiet")

    def expire(self) -> None:
        """What the scheduler does at night."""
        with redirect_stdout(StringIO()):
            chores.main(["expire", "--config", str(self.district.config)])

    def posted(self) -> list[str]:
        """The letters that arrive now, as 整改通知 → address; a second run of the post brings nothing."""
        self.run("notify")
        arrived = len(self.inbox.letters)
        assert self.run("notify") == "新写 0 封，发出 0 封；待发 0 封。\n" and len(self.inbox.letters) == arrived
        new = slice(self._read, arrived)
        self._read = arrived
        pairs = zip(self.inbox.letters[new], self.inbox.envelopes[new], strict=True)
        return [f"{_kind(letter['Subject'])} → {'、'.join(addresses)}" for letter, addresses in pairs]

    def answer(self, kind: str, words: str = "", clicks: int = 1) -> None:
        """The unit opens the link of its newest letter and answers for the case; every click leads to the same receipt."""
        letter = next(letter for letter in reversed(self.inbox.letters) if UNIT in letter["To"])
        path = clerk.link(letter).removeprefix("http://testserver")
        browser = Client(enforce_csrf_checks=True)
        form = clerk.form(browser.get(path).content.decode())
        assert self.case.number in form.cases
        said: dict[str, list[str]] = {}
        for name, value in form.filled(kind, "邱敏", words, [self.case.number]):
            said.setdefault(name, []).append(value)
        (receipt,) = {browser.post(path, said)["Location"] for _ in range(clicks)}
        assert f"已收到：{kind} 1 处" in browser.get(path + receipt).content.decode()


def _kind(subject: str) -> str:
    return subject.partition("【")[2].partition("】")[0]


@contextmanager
def opened(folder: Path, clock: Clock, subject: str) -> Iterator[Office]:
    """The practice district as it is on the story's first day, its register taken in."""
    with practice(clock.now(CHINA).date(), folder=folder, slow=False) as district, server() as inbox:
        office = Office(district, inbox, clock, subject)
        office.run("inventory", "import", str(district.inventory))
        yield office


def text(letter: EmailMessage) -> str:
    """What the letter says to a reader without HTML."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
