"""`bihuan.toml`: defaults, every key, and each mistake in its own line."""

import pickle
from datetime import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from core.config import Config, Hours, load
from core.errors import BadInput

FULL = """
[network]
nameservers = ["127.0.0.1:5353", "192.0.2.1", "[2001:DB8::1]:54", "[2001:db8::2]", "2001:db8::3"]
allow_private = ["127.0.0.0/8", "::1/128", "10.2.3.4"]
ca_file = "ca.pem"
delay = 2
concurrency_per_host = 4
second_look = 0
allowed_hours = "20:00-07:00"
user_agent = "yunze-monitor/2"
contact = "mailto:jiance@example.gov.cn"
browser = "/usr/bin/chromium"

[standards]
files = ["my-2026.toml", "/srv/other.toml"]
plan = "yunze-2026"
allowed_suffixes = [".gov.cn", "Example.CN"]
official_texts = "regulations/"

[cases]
assign = ["links", "ipv6_aaaa"]
issuer = { notice = "云泽区大数据局", circular = "云泽区人民政府办公室", feedback-form = "云泽区大数据局" }

[storage]
dir = "../data"
keep_days = 30

[database]
url = "sqlite:///data/bihuan.sqlite3"

[mail]
server = "smtp://monitor@mail.example.gov.cn:25"
from = "云泽区大数据局 <monitor@example.gov.cn>"
bureau = ["a@example.gov.cn", "b@example.gov.cn"]
quiet_hours = "18:00-08:30"

[console]
url = "http://monitor.example.gov.cn/bihuan/"
listen = "[::]:8080"

[accounts]
secrets = "secrets.toml"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "ca.pem").write_text("")
    return tmp_path / "conf"


def written(folder: Path, text: str | bytes) -> Config:
    path = folder / "bihuan.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def refused(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(BadInput) as caught:
        written(folder, text)
    return [line.removeprefix(f"{folder / 'bihuan.toml'}：") for line in caught.value.lines]


def test_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = load(None)
    network = config.network
    assert (network.nameservers, network.allow_private, network.ca_file, network.browser) == ((), (), None, None)
    assert (network.delay, network.concurrency_per_host, network.second_look) == (1.0, 2, 120)
    assert network.allowed_hours is None and network.contact == ""
    assert network.user_agent.startswith("bihuan") and "(" not in network.user_agent
    assert config.standards.plan == "laiwu-2021" and config.standards.allowed_suffixes == (".gov.cn",)
    assert config.standards.files == () and config.standards.official_texts is None
    assert config.cases.assign == () and config.cases.issuer.notice == ""
    assert config.storage.dir == tmp_path / "var" and config.storage.keep_days == 400
    assert config.database.url == f"sqlite:///{tmp_path}/var/bihuan.sqlite3"
    assert config.mail.server is None and config.mail.sender is None and config.mail.bureau == ()
    assert config.mail.quiet_hours is None and config.accounts.secrets is None
    assert config.console.url == "http://127.0.0.1:8000/" and config.console.listen == ("127.0.0.1", 8000)
    assert Config() == config


def test_every_key(folder: Path) -> None:
    config = written(folder, FULL)
    network = config.network
    assert network.nameservers == (
        ("127.0.0.1", 5353),
        ("192.0.2.1", 53),
        ("2001:db8::1", 54),
        ("2001:db8::2", 53),
        ("2001:db8::3", 53),
    )
    assert network.allow_private == tuple(map(ip_network, ("127.0.0.0/8", "::1/128", "10.2.3.4/32")))
    assert network.ca_file == folder / "ca.pem" and network.browser == Path("/usr/bin/chromium")
    assert (network.delay, network.concurrency_per_host, network.second_look) == (2.0, 4, 0)
    assert network.allowed_hours == Hours(time(20), time(7))
    assert network.user_agent == "yunze-monitor/2" and network.contact == "mailto:jiance@example.gov.cn"
    assert config.standards.files == (folder / "my-2026.toml", Path("/srv/other.toml"))
    assert config.standards.plan == "yunze-2026" and config.standards.official_texts == folder / "regulations"
    assert config.standards.allowed_suffixes == (".gov.cn", ".example.cn")
    assert config.cases.assign == ("links", "ipv6_aaaa")
    assert config.cases.issuer.feedback_form == config.cases.issuer.notice == "云泽区大数据局"
    assert config.storage.dir == folder.parent / "data" and config.storage.keep_days == 30
    assert config.database.url == f"sqlite:///{folder}/data/bihuan.sqlite3"
    assert config.mail.server == "smtp://monitor@mail.example.gov.cn:25"
    assert config.mail.sender == "云泽区大数据局 <monitor@example.gov.cn>"
    assert config.mail.bureau == ("a@example.gov.cn", "b@example.gov.cn")
    assert config.mail.quiet_hours == Hours(time(18), time(8, 30))
    assert config.console.url == "http://monitor.example.gov.cn/bihuan/" and config.console.listen == ("::", 8080)
    assert config.accounts.secrets == folder / "secrets.toml"


def test_the_file_of_the_working_directory_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder, "[network]\ndelay = 3.5\n")
    monkeypatch.chdir(folder)
    assert load(None).network.delay == 3.5
    assert load(None).storage.dir == folder / "var"


def test_a_file_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("no.toml", "bihuan.toml"):
        with pytest.raises(BadInput) as caught:
            load(Path(name))
        assert caught.value.lines == (f"{name}：文件读不到（没有这个文件）",)
    with pytest.raises(BadInput, match="文件读不到（这是文件夹）"):
        load(tmp_path)


def test_default_paths_count_from_the_named_file(folder: Path) -> None:
    config = written(folder, "")
    assert config.storage.dir == folder / "var"
    assert config.database.url == f"sqlite:///{folder}/var/bihuan.sqlite3"


@pytest.mark.parametrize("url", ["postgresql://bihuan@db/bihuan", "sqlite:///:memory:", "sqlite:////srv/b.sqlite3"])
def test_databases_that_are_not_relative_stay(url: str, folder: Path) -> None:
    assert written(folder, f'[database]\nurl = "{url}"').database.url == url


def test_no_delay_is_a_very_short_one(folder: Path) -> None:
    assert written(folder, "[network]\ndelay = 0").network.delay == 0.0001


def test_the_contact_stands_in_the_user_agent(folder: Path) -> None:
    agent = written(folder, '[network]\ncontact = "mailto:a@b.cn"').network.user_agent
    assert agent.startswith("bihuan") and agent.endswith(" (+mailto:a@b.cn)")


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    assert written(folder, b"\xef\xbb\xbf[network]\r\ndelay = 2\r\n").network.delay == 2


NAMESERVER = "应为 IP、IP:端口 或 [IPv6]:端口"
HOURS = "应为时段，如 20:00-07:00"
NETWORK = "应为网段，如 127.0.0.0/8"
SERVER = "应为 smtp://用户@主机:端口"


@pytest.mark.parametrize(
    ("section", "line", "words"),
    [
        ("network", 'delay = "x"', 'delay 应为数字，实际是 "x"'),
        ("network", "delay = true", "delay 应为数字，实际是 true"),
        ("network", "delay = -1", "delay 不应小于 0，实际是 -1"),
        ("network", "delay = inf", "delay 应为数字，实际是 Infinity"),
        ("network", "second_look = -0.5", "second_look 不应小于 0，实际是 -0.5"),
        ("network", "dealy = 1", "dealy 不认识，是否想写 delay？"),
        ("network", 'nameserver = ["1.1.1.1"]', "nameserver 不认识，是否想写 nameservers？"),
        ("network", "concurrency_per_host = 0", "concurrency_per_host 不应小于 1，实际是 0"),
        ("network", "concurrency_per_host = 1.5", "concurrency_per_host 应为整数，实际是 1.5"),
        ("network", 'nameservers = "1.1.1.1"', 'nameservers 应为列表，实际是 "1.1.1.1"'),
        ("network", 'nameservers = ["1.1.1.1", "dns.cn"]', f'nameservers 第2项 {NAMESERVER}，实际是 "dns.cn"'),
        ("network", 'nameservers = ["1.1.1.1:0"]', f'nameservers 第1项 {NAMESERVER}，实际是 "1.1.1.1:0"'),
        ("network", 'nameservers = ["1.1.1.1:65536"]', f'nameservers 第1项 {NAMESERVER}，实际是 "1.1.1.1:65536"'),
        ("network", 'nameservers = ["[::1"]', f'nameservers 第1项 {NAMESERVER}，实际是 "[::1"'),
        ("network", 'nameservers = ["[::1]53"]', f'nameservers 第1项 {NAMESERVER}，实际是 "[::1]53"'),
        ("network", 'nameservers = ["1.1.1.1/x"]', f'nameservers 第1项 {NAMESERVER}，实际是 "1.1.1.1/x"'),
        ("network", 'nameservers = [""]', f'nameservers 第1项 {NAMESERVER}，实际是 ""'),
        ("network", "nameservers = [53]", f"nameservers 第1项 {NAMESERVER}，实际是 53"),
        ("network", 'allow_private = ["10.0.0.1/8"]', f'allow_private 第1项 {NETWORK}，实际是 "10.0.0.1/8"'),
        ("network", "allow_private = [10]", f"allow_private 第1项 {NETWORK}，实际是 10"),
        ("network", 'ca_file = "no.pem"', 'ca_file 应为已有的文件，实际是 "no.pem"'),
        ("network", "ca_file = 1", "ca_file 应为路径，实际是 1"),
        ("network", 'allowed_hours = "20:00"', f'allowed_hours {HOURS}，实际是 "20:00"'),
        ("network", 'allowed_hours = "20:00-25:00"', f'allowed_hours {HOURS}，实际是 "20:00-25:00"'),
        ("network", 'allowed_hours = "8:00-8:00"', 'allowed_hours 起止时间不应相同，实际是 "8:00-8:00"'),
        ("network", r'user_agent = "a\r\nCookie: b"', r'user_agent 不应有换行等不可见字符，实际是 "a\r\nCookie: b"'),
        ("network", 'user_agent = ""', "user_agent 不应为空"),
        ("network", r'contact = "a\nb"', r'contact 不应有换行等不可见字符，实际是 "a\nb"'),
        ("standards", 'files = "a.toml"', 'files 应为列表，实际是 "a.toml"'),
        ("standards", 'files = [""]', 'files 第1项 应为路径，实际是 ""'),
        ("standards", "plan = 2021", "plan 应为文字，实际是 2021"),
        ("standards", 'allowed_suffixes = [""]', "allowed_suffixes 第1项 不应为空"),
        ("cases", 'issuer = { notise = "a" }', "issuer.notise 不认识，是否想写 notice？"),
        ("cases", "issuer = { notice = 3 }", "issuer.notice 应为文字，实际是 3"),
        ("cases", 'issuer = "区大数据局"', 'issuer 应为一张表，实际是 "区大数据局"'),
        ("storage", "keep_days = 0", "keep_days 不应小于 1，实际是 0"),
        ("storage", "path = 0", "path 不认识，可写 dir、keep_days"),
        ("database", 'url = "mysql://u:secret@h/b"', "url 应为 sqlite:///文件 或 postgresql:// 开头的地址"),
        ("database", 'url = "sqlite:///"', "url 应为 sqlite:///文件 或 postgresql:// 开头的地址"),
        ("mail", 'server = "mail.example.gov.cn"', f"server {SERVER}"),
        ("mail", 'server = "smtp://h:x"', f"server {SERVER}"),
        ("mail", 'server = "smtp://u:secret@h:25"', "server 不应写密码，密码从环境变量读取"),
        ("mail", 'from = "区大数据局"', 'from 应为邮箱地址，实际是 "区大数据局"'),
        ("mail", 'sender = "a@b.cn"', "sender 不认识，是否想写 server？"),
        ("mail", 'bureau = ["a"]', 'bureau 第1项 应为邮箱地址，实际是 "a"'),
        ("mail", "quiet_hours = 18", f"quiet_hours {HOURS}，实际是 18"),
        ("console", 'url = "monitor.cn"', 'url 应为 http:// 或 https:// 网址，实际是 "monitor.cn"'),
        ("console", 'listen = ":8000"', 'listen 应为 地址:端口，实际是 ":8000"'),
        ("console", 'listen = "127.0.0.1:x"', 'listen 应为 地址:端口，实际是 "127.0.0.1:x"'),
        ("accounts", "secrets = []", "secrets 应为路径，实际是 []"),
    ],
)
def test_one_mistake_is_one_line(section: str, line: str, words: str, folder: Path) -> None:
    assert refused(folder, f"[{section}]\n{line}\n") == [f"{section}.{words}"]


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    text = 'delay = 1\nmail = 3\n[netwrok]\n[network]\ncontact = "a\\nb"\ndelay = "x"\n[storage]\nkeep_days = "y"\n'
    assert refused(folder, text) == [
        'network.delay 应为数字，实际是 "x"',
        r'network.contact 不应有换行等不可见字符，实际是 "a\nb"',
        'storage.keep_days 应为整数，实际是 "y"',
        "mail 应为一张表，实际是 3",
        "delay 不认识，可写 network、standards、cases、storage、database、mail、console、accounts",
        "netwrok 不认识，是否想写 network？",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[network]\ndelay\n", "第2行键的后面缺少 ="),
        ("[network]\ndelay = \n", "第2行的值写法不对：文字要加引号，true 和 false 要小写"),
        ("[network\ndelay = 1\n", "第1行表名的后面缺少 ]"),
        ("[network]\ndelay = 1 2\n", "第2行一行只能写一个值，后面有多余的内容"),
        ("[network]\ndelay = 1\ndelay = 2", "第3行或它之前有一个键写了两次"),
        ("[network]\n[mail]\n[network]\n", "第3行的表写了两次"),
        ('[network]\ncontact = "a\n', "第2行引号没有成对，或有不可见的字符"),
        ("[network]\ncontact = 'a", "第2行单引号没有成对"),
        ('[accounts]\nsecrets = "C:\\x"\n', "第2行的反斜杠应写成两个（\\\\），或改用单引号"),
        ("[network]\nnameservers = ['a' 'b']\n", "第2行的方括号没有成对，或列表项之间缺少逗号"),
        ("网络 = 1\n", "第1行不是“键 = 值”，也不是 [表名]"),
        ("[mail]\nfrom = 2026-02-30\n", "第2行的日期不存在"),
        ("[mail]\nfrom = '大数据局'\n".encode("gb18030"), "第2行不是 UTF-8 编码，请另存为 UTF-8"),
    ],
)
def test_broken_files(text: str | bytes, line: str, folder: Path) -> None:
    assert refused(folder, text) == [line]


@pytest.mark.parametrize(
    ("hours", "moment", "inside"),
    [
        ("20:00-07:00", time(20), True),
        ("20:00-07:00", time(6, 59, 59), True),
        ("20:00-07:00", time(7), False),
        ("20:00-07:00", time(12), False),
        ("8:30-17:30", time(8, 30), True),
        ("8:30-17:30", time(17, 30), False),
        ("18:00-24:00", time(23, 59), True),
        ("18:00-24:00", time(0), False),
        ("00:00 - 06:00", time(0), True),
    ],
)
def test_hours(hours: str, moment: time, inside: bool, folder: Path) -> None:
    allowed = written(folder, f'[network]\nallowed_hours = "{hours}"').network.allowed_hours
    assert allowed is not None and allowed.contains(moment) is inside


def test_options_of_the_command_line(folder: Path) -> None:
    config = written(folder, FULL)
    changed = config.with_options(delay=0, nameservers=["127.0.0.1:53"], allow_private=["::1/128", "192.168.0.0/16"])
    assert changed.network.delay == 0.0001 and changed.network.nameservers == (("127.0.0.1", 53),)
    assert changed.network.allow_private == (*config.network.allow_private, ip_network("192.168.0.0/16"))
    assert changed.network.contact == config.network.contact and changed.network.ca_file == folder / "ca.pem"
    assert changed.storage == config.storage
    assert config.network.delay == 2.0 and config.with_options() == config


def test_wrong_options_are_called_by_their_names() -> None:
    with pytest.raises(BadInput) as caught:
        Config().with_options(delay=-1, nameservers=["dns"], allow_private=["::1/128", "x"])
    assert caught.value.lines == (
        f'--nameserver 第1项 {NAMESERVER}，实际是 "dns"',
        f'--allow-private 第2项 {NETWORK}，实际是 "x"',
        "--delay 不应小于 0，实际是 -1",
    )


def test_a_configuration_is_frozen_and_travels_to_child_processes(folder: Path) -> None:
    config = written(folder, FULL)
    assert pickle.loads(pickle.dumps(config)) == config
    with pytest.raises(ValueError, match="frozen"):
        config.network.delay = 1.0
