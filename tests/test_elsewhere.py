"""Whole audits of several sites: what one shows counts for the other, and what was never read leaves a doubt."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.build import HOME, HOST
from tests.invented import article
from tests.policies import DOCUMENT, NAME, OFFICE, OFFICE_HOME, Paper, site
from tests.site.cli import bihuan, configure
from tests.site.loopback import Loopback

OFFICE_HOST = "rsj.yunze.gov.cn"
OWN = Paper("云泽区人力资源和社会保障局关于印发《云泽区就业见习补贴办法》的通知", number="云人社发〔2026〕5号")
LATE = Paper(f"云泽区人力资源和社会保障局关于印发《{NAME}》的通知", "2026-09-16")
CHECKS = ("--only", "interpretations", "--only", "interpretation_timeliness", "--as-of", "2026-11-20")


def served(net: Loopback, folder: Path, more: str = "") -> None:
    """An office whose first document is interpreted on the portal, whose second nowhere; `more` is a title of news there."""
    portal = site([], [Paper("一图读懂《云泽区就业见习补贴办法》", "2026-09-17")])
    if more:
        news = HOME + "xw/7001.html"
        portal |= {news: article(more, "2026-09-16")}
        portal[HOME] = portal[HOME].replace("欢迎访问", f"<a href='/xw/7001.html'>{more}</a>欢迎访问")
    office = site([OWN, LATE], [Paper("《云泽区零工市场管理办法》解读", "2026-09-17")], OFFICE_HOME)
    for host, pages in ((HOST, portal), (OFFICE_HOST, office)):
        net.serve({f"/{url.partition('://')[2].partition('/')[2]}": html for url, html in pages.items()}, host)
    configure(folder, net.nameserver)
    (folder / "inventory.toml").write_text(
        f"""
[[unit]]
key = "qzf"
name = "云泽区人民政府"
kind = "government"
[[unit]]
key = "rsj"
name = "{OFFICE.name}"
kind = "department"
[[site]]
key = "portal"
unit = "qzf"
name = "云泽区人民政府门户网站"
kind = "portal"
urls = ["{net.url("/")}"]
[[site]]
key = "rsj"
unit = "rsj"
name = "{OFFICE.name}"
kind = "department"
urls = ["{net.url("/", OFFICE_HOST)}"]
""",
        "utf-8",
    )


def audit(folder: Path, *keys: str) -> dict[tuple[str, str], str]:
    """Verdicts of the last audit by check and path."""
    said = bihuan(
        folder, "audit", *(f"site:{key}" for key in keys), *CHECKS, "--inventory", "inventory.toml", "--json", "-"
    )
    assert said.code == 0, said.err
    record: dict[str, Any] = said.json[-1] if len(keys) > 1 else said.json
    return {
        (one["check"], one["subject"].partition("://")[2].partition("/")[2]): one["verdict"]
        for one in record["findings"]
    }


def test_one_site_after_the_other(tmp_path: Path) -> None:
    first, second = DOCUMENT.removeprefix("http://www.yunze.gov.cn/"), "zwgk/zcwj/5002.html"
    with Loopback() as net:
        served(net, tmp_path)
        alone = audit(tmp_path, "rsj")
        both = audit(tmp_path, "portal", "rsj")
    assert alone == {("interpretations", first): "unsure", ("interpretations", second): "unsure"}
    assert both == {
        ("interpretations", first): "pass",
        ("interpretations", second): "fail",
        ("interpretation_timeliness", first): "pass",
    }
    path = max((tmp_path / "var/snapshots/rsj").glob("*.sqlite"))
    with closing(sqlite3.connect(path)) as db:
        (place,) = json.loads(db.execute("SELECT value FROM meta WHERE key = 'elsewhere'").fetchone()[0])
    assert (place["key"], place["as_of"], place["whole"]) == ("portal", "2026-11-20", True)
    again = bihuan(tmp_path, "judge", str(path), *CHECKS[:4], "--json", "-").json
    assert [one["verdict"] for one in again["findings"]] == ["pass", "pass", "fail"]


def test_a_snapshot_that_cannot_be_read_is_taken_for_unread(tmp_path: Path) -> None:
    with Loopback() as net:
        served(net, tmp_path)
        audit(tmp_path, "portal")
        path = next((tmp_path / "var/snapshots/portal").glob("*.sqlite"))
        with closing(sqlite3.connect(path)) as db:
            db.execute("DROP TABLE pages")
        found = audit(tmp_path, "rsj")
    assert set(found.values()) == {"unsure"}


def test_news_of_another_site_that_names_a_document(tmp_path: Path) -> None:
    with Loopback() as net:
        served(net, tmp_path, f"带你看《{NAME}》的五个变化")
        both = audit(tmp_path, "portal", "rsj")
    assert both["interpretations", "zwgk/zcwj/5002.html"] == "unsure"
