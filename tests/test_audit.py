"""Whole audits through the command line, on a site and a name server of this machine."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import cli
from core import shelf
from core.concluded import kept
from tests.build import HOST
from tests.invented import article
from tests.site import misbehaviour as bad
from tests.site.cli import ENVIRONMENT, Said, bihuan, command, configure
from tests.site.loopback import Loopback, free_port
from tests.site.names import SERVFAIL, SILENT
from tests.site.web import Answer, Pages

OFFICE = "/gongkai/site_czj/"
DEAD = f"{bad.LIST}9999.html"
REGISTERED = ("--inventory", "inventory.toml")


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(site())
        configure(tmp_path, here.nameserver)
        register(tmp_path, here.url)
        yield here


def site(*links: str) -> Pages:
    """The small site, its home page leading to `links` as well."""
    pages = bad.small_site(3)
    added = "".join(f"<a href='{link}'>往年目录</a>" for link in links)
    return {**pages, "/": str(pages["/"]).replace("</body>", f"{added}</body>")}


def register(folder: Path, url: Callable[[str], str]) -> None:
    """A portal, and an office whose site is a part of the portal's host."""
    (folder / "inventory.toml").write_text(
        f"""
[[unit]]
key = "qzf"
name = "云泽区人民政府"
kind = "government"
[[unit]]
key = "czj"
name = "云泽区财政局"
kind = "department"
[[site]]
key = "portal"
unit = "qzf"
name = "云泽区人民政府门户网站"
kind = "portal"
urls = ["{url("/")}"]
[[site]]
key = "czj"
unit = "czj"
operator = "qzf"
name = "云泽区财政局"
kind = "department"
urls = ["{url(OFFICE)}"]
prefixes = ["{url(OFFICE)}"]
""",
        "utf-8",
    )
    assert bihuan(folder, "inventory", "import", "inventory.toml").code == 0


def audit(folder: Path, *arguments: str) -> tuple[Said, Any]:
    said = bihuan(folder, "audit", *arguments, "--json", "-")
    return said, said.json if said.out else None


def findings(record: dict[str, Any], check: str) -> dict[str, dict[str, Any]]:
    return {one["subject"]: one for one in record["findings"] if one["check"] == check}


def snapshots(folder: Path) -> list[Path]:
    return sorted((folder / "var/snapshots").glob("*/*.sqlite"))


def test_a_registered_site(net: Loopback, tmp_path: Path) -> None:
    """The shape of the JSON, the files of --out, exit code 1, and the same verdicts offline: one audit for all of it."""
    net.serve(site(DEAD))
    said, record = audit(tmp_path, "portal", "--out", "out", "--fail-on", "deduction", "--as-of", "2026-11-20")
    assert (said.code, "Traceback" in said.err) == (1, False)
    assert list(record) == [
        *("schema", "site", "taken_at", "as_of", "complete", "incomplete_because", "crawl", "passed", "findings"),
    ]
    assert record["schema"] == "bihuan.audit/1"
    assert record["site"] == {"key": "portal", "name": "云泽区人民政府门户网站", "url": net.url()}
    assert (record["complete"], record["incomplete_because"], record["as_of"]) == (True, [], "2026-11-20")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", record["taken_at"])
    assert list(record["crawl"]) == ["pages", "requests", "seconds", "bytes", "outcomes"]
    assert record["crawl"]["pages"] == 10
    assert sum(record["crawl"]["outcomes"].values()) == record["crawl"]["requests"]
    assert record["passed"]["links"] >= 8
    dead = findings(record, "links")[net.url(DEAD)]
    assert list(dead) == [
        *("check", "subject", "verdict", "level", "early", "confirmed", "clause", "title", "unit", "url", "evidence"),
    ]
    assert (dead["verdict"], dead["level"], dead["unit"]) == ("fail", "deduction", "qzf")
    assert list(dead["evidence"]) == ["text", "place", "at"]
    assert net.web.paths(HOST).count(DEAD) == 2
    assert findings(record, "ipv6_aaaa")[HOST]["verdict"] == "pass"
    assert findings(record, "ipv6_reachable")[HOST]["verdict"] == "pass"
    _pages(tmp_path / "out" / "pages.jsonl", net)
    assert json.loads((tmp_path / "out" / "audit.json").read_text("utf-8")) == record
    assert "<html" in (tmp_path / "out" / "report.html").read_text("utf-8")
    assert (tmp_path / "out" / "findings.xlsx").read_bytes()[:2] == b"PK"
    asked = len(net.web.asked)
    again = bihuan(tmp_path, "judge", str(snapshots(tmp_path)[0]), "--json", "-")
    assert (again.code, again.json) == (0, record)
    concluded = kept(snapshots(tmp_path)[0])
    assert concluded and len(concluded.said) == len(record["findings"])
    anew = bihuan(tmp_path, "judge", str(snapshots(tmp_path)[0]), "--again", "--json", "-")
    assert anew.json["findings"] == record["findings"]
    assert len(net.web.asked) == asked


def _pages(file: Path, net: Loopback) -> None:
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert {tuple(line) for line in lines} == {
        ("site", "url", "kind", "title", "published", "column", "charset", "status", "bytes")
    }
    by_url = {line["url"]: line for line in lines}
    assert len(by_url) == len(lines) == 10
    assert by_url[net.url()]["kind"] == "home"
    found = by_url[net.url(f"{bad.LIST}4100.html")]
    assert (found["site"], found["kind"], found["published"]) == ("portal", "article", "2026-10-01")
    assert (found["charset"], found["status"]) == ("utf-8", 200)
    assert found["column"][:2] == ["首页", "政务公开"]
    assert found["bytes"] > 300
    assert by_url[net.url(bad.LIST)]["kind"] == "column"


def test_dead_on_the_first_look_alone_is_unsure_after_the_pause(net: Loopback, tmp_path: Path) -> None:
    net.serve({**site(DEAD), DEAD: bad.in_turn(Answer("没有", 404), Answer(article("通告", "2026-11-03")))})
    configure(tmp_path, net.nameserver, second_look=2)
    said, record = audit(tmp_path, "portal", "--only", "links", "--fail-on", "advice")
    assert said.code == 0
    assert findings(record, "links")[net.url(DEAD)]["verdict"] == "unsure"
    assert {one["check"] for one in record["findings"]} == {"links"}
    first, second = (one.at for one in net.web.asked if one.path == DEAD)
    assert second - first >= 2


def test_no_time_for_a_second_look_accuses_nobody(net: Loopback, tmp_path: Path) -> None:
    net.serve(site(DEAD))
    configure(tmp_path, net.nameserver, second_look=60)
    said, record = audit(tmp_path, "portal", "--only", "links", "--max-seconds", "20", "--fail-on", "advice")
    assert said.code == 0
    assert findings(record, "links")[net.url(DEAD)]["verdict"] == "unsure"
    assert net.web.paths(HOST).count(DEAD) == 1


def test_two_sites_on_one_host(net: Loopback, tmp_path: Path) -> None:
    """A page belongs to the longest prefix; a part of the portal's host has no host of its own."""
    office = {
        OFFICE: bad.linking(f"{OFFICE}4200.html", "/"),
        f"{OFFICE}4200.html": article("区财政局关于预算绩效的通知", "2026-11-02"),
    }
    net.serve({**site(OFFICE), **office})
    said, records = audit(tmp_path, "czj", "site:portal", "--out", "out", "--max-seconds", "60")
    assert said.code == 0
    assert [record["site"]["key"] for record in records] == ["czj", "portal"]
    lines = [json.loads(line) for line in (tmp_path / "out" / "pages.jsonl").read_text("utf-8").splitlines()]
    owned = {line["url"]: line["site"] for line in lines}
    assert len(owned) == len(lines)
    assert {url for url, key in owned.items() if key == "czj"} == {net.url(OFFICE), net.url(f"{OFFICE}4200.html")}
    assert findings(records[0], "ipv6_aaaa") == {}
    assert set(findings(records[1], "ipv6_aaaa")) == {HOST}


def test_an_address_that_nobody_registered(net: Loopback, tmp_path: Path) -> None:
    net.serve(site(), "zx.yunze.gov.cn")
    said, record = audit(tmp_path, net.url("/", "zx.yunze.gov.cn"), "--max-pages", "4", "--skip", "links")
    assert said.code == 0
    assert record["site"] == {
        "key": "zx.yunze.gov.cn",
        "name": "zx.yunze.gov.cn",
        "url": net.url("/", "zx.yunze.gov.cn"),
    }
    assert (record["crawl"]["pages"], record["complete"]) == (4, False)
    assert "页数上限" in record["incomplete_because"][0]
    assert findings(record, "links") == {}
    assert {one["unit"] for one in record["findings"]} == {"zx.yunze.gov.cn"}


@pytest.mark.parametrize(
    ("home", "reason"),
    [(bad.BLOCKED, "被防护系统拦截"), ("refused", "拒绝连接"), (SERVFAIL, "域名解析失败"), (SILENT, "超时")],
    ids=["blocked", "refused", "name server fails", "name server is silent"],
)
def test_nothing_could_be_judged(net: Loopback, tmp_path: Path, home: Any, reason: str) -> None:
    target = net.url()
    match home:
        case "refused":
            target = f"http://{HOST}:{free_port()}/"
        case "servfail" | "silent":
            net.names.zone[HOST] = home
        case _:
            net.serve({"*": home})
    said, record = audit(tmp_path, target, "--fail-on", "advice", "--max-seconds", "3")
    assert said.code == 3
    assert "Traceback" not in said.err
    assert record["complete"] is False
    assert reason in record["incomplete_because"][0]
    assert record["crawl"]["pages"] == 0
    assert [one for one in record["findings"] if one["verdict"] == "fail"] == []


def test_the_same_page_for_every_address_proves_nothing(net: Loopback, tmp_path: Path) -> None:
    net.serve({"*": site(DEAD)["/"]})
    said, record = audit(tmp_path, "portal", "--fail-on", "requirement")
    assert said.code == 0
    assert record["complete"] is False
    assert {one["verdict"] for one in findings(record, "links").values()} <= {"unsure"}
    assert record["passed"]["links"] == 0


def test_a_site_that_hangs_ends_in_time(net: Loopback, tmp_path: Path) -> None:
    silent = [f"/silent/{number}.html" for number in range(6)]
    net.serve({**site(*silent), **dict.fromkeys(silent, bad.silent)})
    started = time.monotonic()
    said, record = audit(tmp_path, "portal", "--max-seconds", "4")
    assert time.monotonic() - started < 14
    assert said.code == 0
    assert record["complete"] is False
    assert record["crawl"]["pages"] > 6
    assert "时间上限" in record["incomplete_because"][-1]


def running(pid: str) -> bool:
    """Whether a process lives; one that is dead and not yet fetched has no command line."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def test_killed_with_its_parent_and_taken_up_again(net: Loopback, tmp_path: Path) -> None:
    """The child goes with its parent at once; the same call goes on with the same snapshot."""
    net.web.latency = 0.05
    with subprocess.Popen(
        command("audit", "portal", "--json", "-"),
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as parent:
        while len(net.web.asked) < 5:
            time.sleep(0.005)
        net.web.latency = 3.0
        (child,) = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        busy = bihuan(tmp_path, "audit", "portal")
        assert (busy.code, busy.err.count("\n")) == (2, 1)
        assert "另一个进程正在检查" in busy.err
        os.kill(parent.pid, signal.SIGKILL)
    limit = time.monotonic() + 2
    while running(child):
        assert time.monotonic() < limit, "the child outlived its parent"
        time.sleep(0.02)
    net.web.latency = 0
    said, record = audit(tmp_path, "portal")
    assert said.code == 0
    assert (record["complete"], record["crawl"]["pages"]) == (True, 10)
    assert len(snapshots(tmp_path)) == 1


def test_only_the_network_was_asked(net: Loopback, tmp_path: Path) -> None:
    """A question to the name servers is an answer, though the site itself does not open."""
    net.serve({}, records={"A": ("127.0.0.1",)})
    said, record = audit(tmp_path, f"http://{HOST}:{free_port()}/", "--only", "ipv6_aaaa", "--fail-on", "requirement")
    assert findings(record, "ipv6_aaaa")[HOST]["verdict"] == "fail"
    assert said.code == 1


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["audit"], "TARGET：没有写"),
        (["audit", "http:///zwgk/"], "http:///zwgk/：应为 http:// 或 https:// 网址"),
        (["audit", "ftp://www.yunze.gov.cn/"], "ftp://www.yunze.gov.cn/：应为 http:// 或 https:// 网址"),
        (["audit", "portl", *REGISTERED], "portl：没有登记这个编号，是否想写 portal？"),
        (["audit", "site:qzf"], "site:qzf：没有登记这个网站"),
        (["audit", "portal", "--as-of", "2026-02-30"], "--as-of：应为日期，如 2026-11-23，实际是“2026-02-30”"),
        (["audit", "portal", "--only", "link"], "link：没有这项检查，是否想写 links？"),
        (["audit", "portal", "--skip", "nothing"], "nothing：没有这项检查"),
        (["audit", "portal", "--delay", "-1"], "--delay：不应小于 0"),
        (["audit", "portal", "--max-pages", "ten"], "--max-pages：应为整数"),
        (["audit", "portal", "--max-secs", "10"], "--max-secs：没有这个选项，是否想写 --max-seconds？"),
        (["audit", "portal", "--fail-on", "big"], "--fail-on：应为 veto、deduction、requirement、advice 之一"),
        (["audit", "portal", "--json"], "--json：后面缺少值"),
        (["audit", "portal", "--inventory", "none.toml"], "none.toml：文件读不到（没有这个文件）"),
        (["audit", "portal", "--config", "none.toml"], "none.toml：文件读不到（没有这个文件）"),
        (["audit", "portal", "--config", "broken.toml"], "broken.toml：第2行"),
        (
            ["audit", "portal", "--config", "unknown.toml"],
            "unknown.toml：network.nameserver 不认识，是否想写 nameservers？",
        ),
        (["audit", "portal", "--nameserver", "dns.yunze.gov.cn"], "--nameserver 第1项"),
        (["audit", "portal", "--allow-private", "10.0.0.0/99"], "--allow-private 第1项"),
        (["audit", "portal", *REGISTERED, "--config", "nowhere.toml"], "写不进去"),
        (["audit", "portal", *REGISTERED, "--out", "file/out"], "file/out/audit.json：写不进去"),
        (["audit", "portal", *REGISTERED, "--json", "."], ".：写不进去"),
        (["judge", "none.sqlite"], "none.sqlite：没有这个快照文件"),
        (["judge", "broken.toml"], "broken.toml：不是快照文件"),
        (["look"], "look：没有这个命令"),
    ],
    ids=lambda one: " ".join(one)[:60] if isinstance(one, list) else "",
)
def test_a_wrong_call_is_one_line(
    wrong: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], line: str
) -> None:
    monkeypatch.chdir(wrong)
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert line in said.err
    assert said.err.count("\n") == 1


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files that are wrong, and no net: no call gets as far as that."""
    folder = tmp_path_factory.mktemp("wrong")
    configure(folder, "127.0.0.1:9")
    register(folder, lambda path: f"http://{HOST}{path}")
    (folder / "broken.toml").write_text("[network]\ndelay = \n", "utf-8")
    (folder / "unknown.toml").write_text("[network]\nnameserver = []\n", "utf-8")
    (folder / "file").touch()
    (folder / "nowhere.toml").write_text('[storage]\ndir = "file"\n', "utf-8")
    return folder


def test_a_pipe_gets_lines_and_a_summary(net: Loopback, tmp_path: Path) -> None:
    said = bihuan(tmp_path, "audit", "portal")
    assert said.code == 0
    assert "云泽区人民政府门户网站" in said.out
    assert "\x1b" not in said.out + said.err
    assert "已读" in said.err


def test_a_parked_domain_is_no_site_that_lacks_columns(net: Loopback, tmp_path: Path) -> None:
    """Its pages answer, its home page does not speak for the office: nothing is said to be missing."""
    sale = (
        "<title>该域名正在出售</title><p>该域名正在出售</p><a href='/a/'>甲</a><a href='/b/'>乙</a><a href='/c/'>丙</a>"
    )
    net.serve({"/": sale, **{f"/{name}/": f"<p>{name * 50}</p>" for name in "abc"}}, "parked.gov.cn")
    bihuan(tmp_path, "audit", net.url("/", "parked.gov.cn"), "--json", "audit.json", "--quiet")
    found = json.loads((tmp_path / "audit.json").read_text("utf-8"))
    assert not found["complete"]
    assert [one for one in found["findings"] if one["check"] == "mandatory_columns" and one["verdict"] == "fail"] == []


def test_a_walk_that_died_is_no_ground_for_later_ones(net: Loopback, tmp_path: Path) -> None:
    """It is told as it is, and a recheck leans on the audit before it."""
    audit(tmp_path, "portal")
    net.web.latency = 0.05
    asked = len(net.web.asked)
    with subprocess.Popen(
        command("audit", "portal", "--json", "dead.json"), cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.DEVNULL
    ) as parent:
        while len(net.web.asked) < asked + 5:
            time.sleep(0.005)
        (child,) = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        killed: set[str] = set()
        while len(killed) < 3:
            for reading in set(Path(f"/proc/{child}/task/{child}/children").read_text().split()) - killed:
                os.kill(int(reading), signal.SIGKILL)
                killed.add(reading)
            time.sleep(0.01)
    assert parent.returncode == 3
    dead = json.loads((tmp_path / "dead.json").read_text("utf-8"))
    assert not dead["complete"] and "SIGKILL" in dead["incomplete_because"][0]
    first, _ = sorted(snapshots(tmp_path))
    assert shelf.last(first.parent) == first
