"""`bihuan serve` as its users meet it: a real process, a real browser of a phone's width."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests.console.browser import Phone, phone

ROOT = Path(__file__).resolve().parent.parent.parent
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
_SEED = """
import sys
from pathlib import Path
import ledger
from core.config import load
config = Path("bihuan.toml")
ledger.connect(load(config), config)
from ledger import book, link, registers
from tests.ledger import district
from tests.ledger.seen import finding, moment, policy, seen
registers.store(district.registers(), "周明")
found = [finding(subject=f"http://www.yunze.gov.cn/old/{n}.html", unit="czj") for n in range(int(sys.argv[1]))]
book.record(seen(*found), policy(), moment(0))
print(link.make("czj", load(config).console.url))
"""
_STATES = """
import sqlite3
rows = sqlite3.connect("bihuan.sqlite3").execute("SELECT state, count(*) FROM ledger_case GROUP BY state ORDER BY state")
print(dict(rows))
"""
_COUNTS = """
import sqlite3
book = sqlite3.connect("bihuan.sqlite3")
counted = ("ledger_event WHERE kind = 'claimed'", "ledger_reply", "ledger_answer")
print([book.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in counted])
"""


@dataclass
class Office:
    """A running server with a ledger of its own, and the finance bureau's link to it."""

    folder: Path
    process: "subprocess.Popen[str]"
    link: str

    def run(self, program: str, *arguments: object) -> str:
        return _run(self.folder, "-c", program, *arguments)


def _run(folder: Path, *arguments: object) -> str:
    call = [sys.executable, *map(str, arguments)]
    ended = subprocess.run(call, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def _environment() -> dict[str, str]:
    known = {
        name: value for name, value in os.environ.items() if name not in ("BIHUAN_CONFIG", "DJANGO_SETTINGS_MODULE")
    }
    return known | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    settings = f'[database]\nurl = "sqlite:///bihuan.sqlite3"\n[console]\nurl = "http://127.0.0.1:{port}/fk/"\n'
    (tmp_path / "bihuan.toml").write_text(settings, "utf-8")
    link = _run(tmp_path, "-c", _SEED, 200)
    call = [sys.executable, "-m", "cli", "serve", "--listen", f"127.0.0.1:{port}"]
    process = subprocess.Popen(call, cwd=tmp_path, env=_environment(), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert "网页服务已启动" in process.stdout.readline()
        yield Office(tmp_path, process, link)
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_it_serves_under_the_path_of_its_address_and_ends_cleanly(office: Office) -> None:
    with urlopen(office.link) as page:
        assert "200处待整改" in page.read().decode()
    base = office.link.partition("/fk/")[0]
    for path in (
        "/fk/static/console/link.css",
        "/static/console/link.css",
        "/fk/static/admin/css/base.css",
        "/fk/admin/login/",
    ):
        with urlopen(base + path) as page:
            assert page.status == 200
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{base}/fk/r/x/")
    assert refused.value.code == 404 and "链接不完整或有误" in refused.value.read().decode()
    refused.value.close()
    office.process.send_signal(signal.SIGTERM)
    assert office.process.wait(10) == 0


def test_two_hundred_cases_in_time(office: Office) -> None:
    times = []
    for _ in range(6):
        started = time.perf_counter()
        with urlopen(office.link) as page:
            page.read()
        times.append(time.perf_counter() - started)
    assert min(times[1:]) < 0.3


def test_eight_clicks_at_once_are_one_answer(office: Office) -> None:
    base = office.link.partition("/fk/")[0]
    with urlopen(office.link) as page:
        cookie, text = page.headers["Set-Cookie"].partition(";")[0], page.read().decode()
    secret = text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    numbers = [part.partition('"')[0] for part in text.split('name="case" value="')[1:]]
    form = {
        "csrfmiddlewaretoken": secret,
        "page": "one",
        "kind": "已整改",
        "name": "李青",
        "words": "已更正",
        "case": numbers,
    }
    body, heads = urlencode(form, doseq=True).encode(), {"Cookie": cookie, "Origin": base}
    with ThreadPoolExecutor(8) as clicks:
        answers = {answer.url for answer in clicks.map(lambda _: _read(Request(office.link, body, heads)), range(8))}
    assert len(answers) == 1 and "/done/" in answers.pop()
    assert office.run(_COUNTS) == "[200, 200, 1]"


def _read(request: Request) -> HTTPResponse:
    answer: HTTPResponse
    with urlopen(request) as answer:
        answer.read()
        return answer


def test_a_port_that_is_taken_is_told(office: Office) -> None:
    port = office.link.split("/")[2]
    call = [sys.executable, "-m", "cli", "serve", "--listen", port]
    ended = subprocess.run(call, cwd=office.folder, env=_environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 2 and f"{port}：不能在该地址提供服务" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("width", [360, 390])
def test_an_answer_from_a_phone(office: Office, tmp_path: Path, width: int) -> None:
    picture = tmp_path / "整改后.png"
    picture.write_bytes(PNG)
    with phone(tmp_path, width) as browser:
        browser.open(office.link)
        _fits(browser)
        browser.say("document.querySelector('[data-group]').click()")
        browser.say("document.querySelector('input[name=case]').click()")
        assert browser.say("document.querySelector('.bar a').textContent") == "答复所选的 199 处"
        browser.say("document.querySelector('[value=已整改]').click()")
        browser.say("document.querySelector('#words').value = '已更正链接'")
        browser.say("document.querySelector('#name').value = '李青'")
        browser.attach("#files", picture)
        browser.say("document.querySelector('#answer button').click()")
        browser.wait("document.querySelector('.answer')?.textContent.includes('已收到：已整改 199 处')")
        _fits(browser)
        browser.open(f"{office.link}form/")
        _fits(browser)
    assert office.run(_STATES) == "{'claimed': 199, 'open': 1}"


def _fits(browser: Phone) -> None:
    """Nothing runs out sideways, and what a finger must hit is large enough."""
    assert browser.say("document.scrollingElement.scrollWidth <= innerWidth")
    small = """[...document.querySelectorAll('button, .button, .bar a, summary, .kind, .tick, .pick label, #answer input, textarea')]
        .filter((one) => one.offsetParent && !one.closest('.kind *, .tick *, .pick label *') && one.type !== 'radio')
        .filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 120))"""
    assert browser.say(small) == []
