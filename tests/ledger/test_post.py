"""Letters on their way to a real mail server: refused, broken off, killed, raced for."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from core.clock import CHINA
from core.config import Config, load
from ledger import outbox
from ledger.models import Letter
from ledger.outbox import Sent
from tests.ledger.mailserver import Inbox, free_port, server
from tests.ledger.seen import CATALOGUE
from tests.ledger.servers import postgres
from tests.site.certificates import anchors, authority, leaf, served

ROOT = Path(__file__).resolve().parent.parent.parent
NOON = datetime(2026, 9, 1, 12, 0, tzinfo=CHINA)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with server() as opened:
        yield opened


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[str]:
    with postgres(tmp_path) as url:
        yield url


@pytest.fixture
def settings(tmp_path: Path, inbox: Inbox) -> Config:
    return configured(tmp_path, inbox.port)


def configured(folder: Path, port: int, url: str = "") -> Config:
    file = folder / "bihuan.toml"
    lines = [
        "[mail]",
        f'server = "smtp://127.0.0.1:{port}"',
        'from = "dsjj@yunze.gov.cn"',
        "[database]",
        f'url = "{url or f"sqlite:///{folder}/l.sqlite3"}"',
        "[storage]",
        f'dir = "{folder}/var"',
    ]
    file.write_text("\n".join(lines), "utf-8")
    return load(file)


def letter(settings: Config, number: int = 1, to: tuple[str, ...] = ("czj@yunze.gov.cn",)) -> Letter:
    identity = f"<notice.{number}@yunze.gov.cn>"
    path = settings.storage.dir / "letters" / f"{number}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"Subject: x\r\nMessage-ID: {identity}\r\n\r\n.line\r\n".encode())
    return Letter.objects.create(
        message_id=identity, kind="notice", to=list(to), subject="x", file=f"letters/{number}.eml", composed_at=NOON
    )


def sent(settings: Config, minutes: float = 0) -> Sent:
    return outbox.send(NOON + timedelta(minutes=minutes), settings, CATALOGUE)


@pytest.mark.usefixtures("book")
def test_a_letter_goes_out_once(settings: Config, inbox: Inbox) -> None:
    one = letter(settings, to=("czj@yunze.gov.cn", "czj2@yunze.gov.cn"))
    assert [sent(settings), sent(settings)] == [Sent(1, 0, 0), Sent(0, 0, 0)]
    assert inbox.envelopes == [["czj@yunze.gov.cn", "czj2@yunze.gov.cn"]]
    assert inbox.letters[0].get_content().strip() == ".line"
    one.refresh_from_db()
    assert (one.sent_at, one.tries, one.claimed_by, one.error) == (NOON, 1, "", "")


@pytest.mark.usefixtures("book")
def test_put_off_for_a_while_all_arrive_once(settings: Config, inbox: Inbox) -> None:
    for number in range(5):
        letter(settings, number)
    inbox.data = "451 4.7.1 please try again later"
    assert [sent(settings, minutes).failed for minutes in (0, 0, 0.5, 1, 2, 30)] == [5, 5, 0, 5, 0, 5]
    assert "451 4.7.1 please try again later" in Letter.objects.latest("id").error
    inbox.data = ""
    assert [sent(settings, minutes).sent for minutes in (31, 50, 51)] == [0, 5, 0]
    assert Counter(inbox.ids) == {f"<notice.{number}@yunze.gov.cn>": 1 for number in range(5)}


@pytest.mark.usefixtures("book")
def test_a_server_that_is_down_costs_no_letter_a_try(tmp_path: Path) -> None:
    port = free_port()
    settings = configured(tmp_path, port)
    letter(settings)
    result = sent(settings)
    assert (result.sent, result.waiting) == (0, 1) and "连接不上邮件服务器" in result.error
    assert Letter.objects.get().tries == 0


@pytest.mark.usefixtures("book")
def test_once_the_server_is_back_every_letter_arrives_once(tmp_path: Path) -> None:
    with server() as before:
        settings = configured(tmp_path, before.port)
        for number in range(5):
            letter(settings, number)
        before.data = "452 4.3.1 insufficient storage"
        assert sent(settings) == Sent(0, 5, 5)
    assert [sent(settings, minutes).error != "" for minutes in (1, 5, 60)] == [True] * 3
    with server(port=before.port) as back:
        assert sum(sent(settings, minutes).sent for minutes in (120, 121, 400)) == 5
        assert Counter(back.ids) == {f"<notice.{number}@yunze.gov.cn>": 1 for number in range(5)}


@pytest.mark.usefixtures("book")
def test_an_address_that_is_refused_keeps_nobody_else_from_the_letter(settings: Config, inbox: Inbox) -> None:
    letter(settings, to=("gone@yunze.gov.cn", "czj@yunze.gov.cn"))
    inbox.refused["gone@yunze.gov.cn"] = "550 no such user"
    assert sent(settings).sent == 1
    kept = Letter.objects.get()
    assert (kept.reached, kept.refused) == (["czj@yunze.gov.cn"], {"gone@yunze.gov.cn": "550 no such user"})


@pytest.mark.usefixtures("book")
def test_an_address_that_is_put_off_gets_the_letter_later_and_alone(settings: Config, inbox: Inbox) -> None:
    letter(settings, to=("slow@yunze.gov.cn", "czj@yunze.gov.cn"))
    inbox.refused["slow@yunze.gov.cn"] = "450 greylisted"
    assert sent(settings) == Sent(0, 1, 1)
    inbox.refused.clear()
    assert sent(settings, 2) == Sent(1, 0, 0)
    assert inbox.envelopes == [["czj@yunze.gov.cn"], ["slow@yunze.gov.cn"]]


@pytest.mark.usefixtures("book")
def test_a_letter_that_everybody_refuses_waits_for_another_address(settings: Config, inbox: Inbox) -> None:
    from ledger.models import Unit

    letter(settings)
    Letter.objects.update(unit="czj")
    unit = Unit.objects.create(key="czj", name="区财政局", kind="department", emails=["czj@yunze.gov.cn"])
    inbox.refused["czj@yunze.gov.cn"] = "550 no such user"
    assert [sent(settings, minutes).failed for minutes in (0, 1, 5000)] == [1, 0, 0]
    unit.emails = ["czj-new@yunze.gov.cn"]
    unit.save()
    assert sent(settings, 6000) == Sent(1, 0, 0)
    assert inbox.envelopes == [["czj-new@yunze.gov.cn"]]


@pytest.mark.usefixtures("book")
def test_what_another_process_is_sending_is_left_to_it(settings: Config, inbox: Inbox) -> None:
    letter(settings)
    Letter.objects.update(claimed_at=NOON, claimed_by=f"elsewhere:{os.getpid()}")
    assert [sent(settings, minutes).sent for minutes in (1, 14, 16)] == [0, 0, 1]


@pytest.mark.usefixtures("book")
def test_without_the_password_nothing_is_said(tmp_path: Path, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BIHUAN_MAIL_PASSWORD", raising=False)
    configured(tmp_path, inbox.port)
    file = tmp_path / "bihuan.toml"
    file.write_text(file.read_text("utf-8").replace("smtp://", "smtp://dsjj@"), "utf-8")
    settings = load(file)
    letter(settings)
    assert "BIHUAN_MAIL_PASSWORD" in sent(settings).error
    assert inbox.ids == []


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
@pytest.mark.parametrize("trusted", [True, False])
def test_tls_is_believed_with_a_sound_certificate_only(scheme: str, trusted: bool, tmp_path: Path) -> None:
    root = authority("云泽区根证书")
    context = served(tmp_path, leaf("localhost", by=root))
    options = {"ssl_context" if scheme == "smtps" else "tls_context": context}
    with server("localhost", **options) as inbox:
        configured(tmp_path, inbox.port)
        file, ours = tmp_path / "bihuan.toml", root if trusted else authority("别处的根证书")
        lines = file.read_text("utf-8").replace("smtp://127.0.0.1", f"{scheme}://localhost")
        file.write_text(f'{lines}\n[network]\nca_file = "{anchors(tmp_path, ours)}"\n', "utf-8")
        settings = load(file)
        letter(settings)
        result = sent(settings)
    assert (result.sent, len(inbox.ids), "连接不上邮件服务器" in result.error) == (trusted, trusted, not trusted)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(("password", "let_in"), [("bihuan-2026", True), ("bihuan-2025", False)])
def test_the_password_comes_from_the_environment(
    password: str, let_in: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(server: object, session: object, envelope: object, mechanism: str, data: LoginPassword) -> AuthResult:
        right = (data.login, data.password) == (b"dsjj@yunze.gov.cn", b"bihuan-2026")
        return AuthResult(success=right, handled=right)

    monkeypatch.setenv("BIHUAN_MAIL_PASSWORD", password)
    with server(authenticator=asked, auth_require_tls=False) as inbox:
        configured(tmp_path, inbox.port)
        file = tmp_path / "bihuan.toml"
        file.write_text(file.read_text("utf-8").replace("smtp://", "smtp://dsjj%40yunze.gov.cn@"), "utf-8")
        settings = load(file)
        letter(settings)
        result = sent(settings)
    assert (result.sent, "535" in result.error) == (let_in, not let_in)


def run(settings: Config, *names: str) -> list["subprocess.Popen[str]"]:
    """`seed` or `notify`, each in a process of its own, all at once."""
    config = str(settings.storage.dir.parent / "bihuan.toml")
    calls = {
        "seed": [sys.executable, "-m", "tests.ledger.seeds", config],
        "notify": [sys.executable, "-m", "cli", "notify", "--config", config],
        "plan": [sys.executable, "-m", "cli", "notify", "--dry-run", "--config", config],
    }
    return [
        subprocess.Popen(calls[name], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for name in names
    ]


def told(process: "subprocess.Popen[str]") -> str:
    text = process.communicate(timeout=60)[0]
    assert process.returncode == 0, text
    return text


def test_a_dry_run_prints_what_would_go_and_changes_nothing(settings: Config, inbox: Inbox) -> None:
    told(*run(settings, "seed"))
    for _ in range(2):
        said = told(*run(settings, "plan"))
        assert "【整改通知】区某局3：1类2处，" in said and "→ u3@yunze.gov.cn" in said
        assert said.endswith("将写 8 封，另有 0 封待发；没有写入，也没有发送。\n")
    assert not (settings.storage.dir / "letters").exists() and inbox.ids == []
    assert "新写 8 封，发出 8 封；待发 0 封。" in told(*run(settings, "notify"))


def test_a_refused_address_is_told_to_whoever_sends(settings: Config, inbox: Inbox) -> None:
    told(*run(settings, "seed"))
    inbox.refused["u3@yunze.gov.cn"] = "550 no such user"
    for sent in ("新写 8 封，发出 7 封；待发 1 封。", "新写 0 封，发出 0 封；待发 1 封。"):
        said = told(*run(settings, "notify"))
        assert sent in said
        assert said.count("被拒收：u3@yunze.gov.cn（550 no such user）；【整改通知】区某局3：1类2处，") == 1
    assert len(inbox.ids) == 7


def test_killed_between_sending_and_stamping_only_the_same_letter_comes_again(settings: Config, inbox: Inbox) -> None:
    told(*run(settings, "seed"))
    (victim,) = run(settings, "notify")
    inbox.taken = lambda: os.kill(victim.pid, signal.SIGKILL)
    victim.communicate(timeout=60)
    assert victim.returncode == -signal.SIGKILL and len(inbox.ids) == 1
    inbox.taken = lambda: None
    for _ in range(2):
        told(*run(settings, "notify"))
    counted = Counter(inbox.ids)
    assert counted.pop(inbox.ids[0]) == 2 and set(counted.values()) == {1} and len(counted) == 7


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_processes_at_once_write_and_send_each_letter_once(
    database: str, tmp_path: Path, inbox: Inbox, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgresql") if database == "postgresql" else ""
    settings = configured(tmp_path, inbox.port, url)
    told(*run(settings, "seed"))
    for process in run(settings, "notify", "notify"):
        told(process)
    told(*run(settings, "notify"))
    assert len(inbox.ids) == 8 and set(Counter(inbox.ids).values()) == {1}
