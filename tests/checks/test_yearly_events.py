"""How many of its yearly events a unit shows, and when too few of them are its fault."""

from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Outcome, RegisteredColumn, Site, Verdict
from tests.build import SITE, build, findings, judged
from tests.invented import article, column, page, rows
from tests.policies import place

HOME = "http://ysz.yunze.gov.cn/"
TOWN = Site("ysz", "云泽区云山镇人民政府", "ysz", "department", (HOME,), (HOME,))
UNITS = {"qzf": ["云泽区人民政府"], "ysz": ["云山镇"], "czj": ["区财政局"], "dsjj": ["区大数据局"]}
OWNER = {"key": "ysz", "name": "云山镇", "kind": "town"}
PORTAL = place("portal", unit="qzf", kind="portal", as_of="2027-01-20")
TRAINING, MEETINGS, DAYS = "laiwu-2021/training", "laiwu-2021/open-meetings", "laiwu-2021/open-days"
News = list[tuple[str, str]]
HELD: News = [
    ("云山镇邀请村民代表列席镇长办公会", "2026-03-05"),
    ("云山镇邀请企业代表列席专题会议", "2026-06-18"),
    ("我镇邀请人大代表列席党政联席会议", "2026-09-29"),
]


def site(news: News, home: str = HOME, **texts: str) -> dict[str, str]:
    """A town's site with news; `texts` are those of articles by their place in the list, `n0="…"`."""
    news = [*news, ("云山镇召开秋季造林工作会议", "2026-11-02")]
    pages = {
        home: page(TOWN.name, "<a href='/xw/'>工作动态</a><p>欢迎访问云山镇。</p>", nav={}),
        home + "xw/": column("工作动态", rows(news, "/xw/"), "新闻"),
    }
    for number, (title, day) in enumerate(news):
        told = texts.get(f"n{number}", "活动现场气氛热烈，参加的同志认真听取介绍并提出意见建议。")
        pages[f"{home}xw/{number + 4100}.html"] = article(title, day, told)
    return pages


def audit(folder: Path, pages: dict[str, str], **rest: Any) -> Path:
    told = {
        "site": TOWN,
        "unit_kind": "town",
        "units": UNITS,
        "answers_for": [OWNER],
        "standards": ["laiwu-2021"],
        "elsewhere": PORTAL,
        "as_of": "2027-01-20",
    }
    return build(folder, pages, **{**told, **rest})


def judge(folder: Path, pages: dict[str, str], key: str = TRAINING, year: int = 2026, **rest: Any) -> Finding | None:
    return findings(audit(folder, pages, **rest), "yearly_events").get(f"{key}/{year}")


def verdict(folder: Path, pages: dict[str, str], key: str = TRAINING, year: int = 2026, **rest: Any) -> str:
    """pass, fail, unsure, early; "" where nothing is said."""
    found = judge(folder, pages, key, year, **rest)
    return "" if found is None else "early" if found.early else str(found.verdict)


def test_fewer(tmp_path: Path) -> None:
    found = judge(tmp_path, site(HELD[:2]), MEETINGS)
    assert found is not None
    assert (found.verdict, found.level, found.clause, found.unit) == ("fail", "requirement", MEETINGS, "ysz")
    assert "2 次" in found.title
    assert all(title in found.evidence.text and day in found.evidence.text for title, day in HELD[:2])
    assert found.evidence.places == (HOME, HOME + "xw/")


@pytest.mark.parametrize(
    ("as_of", "year", "expected"),
    [
        ("2026-10-31", 2026, "unsure"),
        ("2026-11-01", 2026, "early"),
        ("2026-12-31", 2026, "early"),
        ("2027-01-01", 2026, "fail"),
        ("2027-01-01", 2027, "unsure"),
        ("2027-12-31", 2026, "fail"),
        ("2028-01-01", 2026, ""),
    ],
)
def test_the_end_of_the_year(tmp_path: Path, as_of: str, year: int, expected: str) -> None:
    portal = place("portal", unit="qzf", kind="portal", as_of=as_of)
    assert verdict(tmp_path, site([]), year=year, as_of=as_of, elsewhere=portal) == expected


@pytest.mark.parametrize(
    ("key", "news"),
    [
        (MEETINGS, HELD),
        (TRAINING, [("云山镇举办政务公开业务培训班", "2026-05-20")]),
        (TRAINING, [("我镇组织政府信息公开工作专题培训", "2026-12-31")]),
        (TRAINING, [("云山镇人民政府培训基层政务公开工作人员", "2026-01-01")]),
        (DAYS, [("云山镇举行“政府开放日”活动", "2026-05-20")]),
        (DAYS, [("云山镇开展政务公开宣传周活动", "2026-05-20")]),
    ],
)
def test_enough(tmp_path: Path, key: str, news: News) -> None:
    assert verdict(tmp_path, site(news), key) == "pass"


@pytest.mark.parametrize(
    ("key", "news", "expected"),
    [
        # One event reported twice counts once.
        (MEETINGS, [*HELD[:2], ("云山镇邀请企业代表列席专题会议", "2026-06-20")], "fail"),
        (MEETINGS, [*HELD[:2], ("企业代表列席云山镇会议提出建议", "2026-06-18")], "fail"),
        # Whether it was another one, a person has to say.
        (MEETINGS, [*HELD[:2], ("云山镇邀请商户代表列席党委会", "2026-06-22")], "unsure"),
        (MEETINGS, [*HELD[:2], ("云山镇邀请商户代表列席党委会", "2026-06-26")], "pass"),
        (TRAINING, [("云山镇举办业务培训", "2026-05-20")], "fail"),
        (TRAINING, [("云山镇举办政务公开业务培训班", "2025-12-31")], "fail"),
        (TRAINING, [("云山镇举办政务公开业务培训班", "2027-01-12")], "unsure"),
        (TRAINING, [("关于举办云山镇政务公开培训班的通知", "2026-05-20")], "unsure"),
        (TRAINING, [("云山镇2026年政务公开培训计划", "2026-05-20")], "unsure"),
        (TRAINING, [("云山镇举办政务公开业务培训班", "")], "unsure"),
        (TRAINING, [("区大数据局举办政务公开业务培训班", "2026-05-20")], "unsure"),
        (TRAINING, [("市政府办公室举办全市政务公开培训班", "2026-05-20")], "unsure"),
    ],
)
def test_what_counts(tmp_path: Path, key: str, news: News, expected: str) -> None:
    assert verdict(tmp_path, site(news), key) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会前，镇里组织了全体干部政务公开知识培训，取得良好效果，受到大家欢迎。", "unsure"),
        ("会议要求，下一步要抓好政务公开工作，各村各部门要认真落实到位，不得拖延。", "fail"),
    ],
)
def test_what_a_text_mentions(tmp_path: Path, text: str, expected: str) -> None:
    assert verdict(tmp_path, site([("云山镇召开工作例会", "2026-04-02")], n0=text)) == expected


@pytest.mark.parametrize(
    "rest",
    [
        {"incomplete_because": ["超时"]},
        {"elsewhere": []},
        {"elsewhere": place("portal", unit="qzf", kind="portal", as_of="2026-12-30")},
        {"elsewhere": place("portal", unit="qzf", kind="portal", as_of="2027-01-20", whole=False)},
        {"elsewhere": [*PORTAL, *place("ysz2", unit="ysz", as_of="", whole=False)]},
        {
            "elsewhere": place(
                "portal", Entry("u", "全区政务公开培训会召开", False, "2026-05-05", "meta"), kind="portal"
            )
        },
    ],
)
def test_what_could_not_be_seen(tmp_path: Path, rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, site([]), **rest) == "unsure"


def test_a_list_that_was_not_read(tmp_path: Path) -> None:
    drawn = site([]) | {HOME + "hd/": column("活动", "<div id='app'></div><script>new Vue({})</script>", "新闻")}
    assert verdict(tmp_path, drawn) == "unsure"
    pages = site([])
    pages[HOME + "xw/"] += "<a href='index_2.html'>下一页</a>"
    assert verdict(tmp_path, pages, readings={HOME + "xw/index_2.html": (Outcome.TIMEOUT, 0)}) == "unsure"


def test_an_entry_that_leads_elsewhere_may_be_one(tmp_path: Path) -> None:
    pages = site([])
    entry = "<li><a href='http://mp.example.org/s/1001'>云山镇举办政务公开业务培训班</a><span>2026-05-20</span></li>"
    pages[HOME + "xw/"] = pages[HOME + "xw/"].replace("<ul class='list'>", f"<ul class='list'>{entry}")
    assert verdict(tmp_path, pages) == "unsure"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("云山镇举办政务公开业务培训班", "pass"),
        ("区财政局举办政务公开业务培训班", "fail"),
        ("云山镇举办业务培训", "fail"),
        ("区水务局举办政务公开业务培训班", "fail"),
        ("区水务局组织镇街开展政务公开业务培训", "unsure"),
        ("云泽区举办政务公开业务培训班", "unsure"),
    ],
)
def test_what_the_portal_tells(tmp_path: Path, title: str, expected: str) -> None:
    entry = Entry("http://www.yunze.gov.cn/1.html", title, False, "2026-05-05", "meta")
    portal = place("portal", entry, unit="qzf", kind="portal", as_of="2027-01-20")
    assert verdict(tmp_path, site([]), elsewhere=portal) == expected


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ({"key": "ysz", "name": "云山镇", "kind": "town"}, "fail"),
        ({"key": "czj", "name": "区财政局", "kind": "department"}, ""),
        ({"key": "czj", "name": "区财政局", "kind": "department", "duties": ["laiwu-2021/training"]}, "fail"),
        ({"key": "qzf", "name": "云泽区人民政府", "kind": "government"}, ""),
    ],
)
def test_whom_the_plan_binds(tmp_path: Path, owner: dict[str, Any], expected: str) -> None:
    own = Site(owner["key"], owner["name"], owner["key"], "department", (HOME,), (HOME,))
    assert verdict(tmp_path, site([]), site=own, unit_kind=owner["kind"], answers_for=[owner]) == expected


def test_a_department_of_which_nobody_says_it_has_its_progress(tmp_path: Path) -> None:
    owner: dict[str, Any] = {"key": "czj", "name": "区财政局", "kind": "department"}
    own = Site("czj", "区财政局", "czj", "department", (HOME,), (HOME,))
    rest: dict[str, Any] = {"site": own, "unit_kind": "department", "answers_for": [owner], "as_of": "2026-11-20"}
    assert verdict(tmp_path, site([]), **rest) == "unsure"
    assert verdict(tmp_path, site([("区财政局举办政务公开培训", "2026-05-20")]), **rest) == "pass"


def test_a_department_is_known_by_its_short_name(tmp_path: Path) -> None:
    owner: dict[str, Any] = {
        "key": "rsj",
        "name": "区人力资源和社会保障局",
        "kind": "department",
        "duties": ["laiwu-2021/training"],
    }
    own = Site("rsj", owner["name"], "rsj", "department", (HOME,), (HOME,))
    entry = Entry("http://www.yunze.gov.cn/1.html", "区人社局举办政务公开业务培训班", False, "2026-05-05", "meta")
    portal = place("portal", entry, unit="qzf", kind="portal", as_of="2027-01-20")
    rest: dict[str, Any] = {"site": own, "unit_kind": "department", "answers_for": [owner], "elsewhere": portal}
    assert verdict(tmp_path, site([]), **rest) == "pass"


def test_units_without_a_site_are_counted_on_the_portal(tmp_path: Path) -> None:
    units: list[dict[str, Any]] = [{"key": "qzf", "name": "云泽区人民政府", "kind": "government"}, OWNER]
    home = SITE.urls[0]
    news: News = [("云山镇举办政务公开业务培训班", "2026-05-20"), ("区财政局举办政府开放日活动", "2026-06-20")]
    register = [RegisteredColumn("portal", "云山镇", home + "ysz/", unit="ysz")]
    rest: dict[str, Any] = {
        "site": SITE,
        "unit_kind": "government",
        "answers_for": units,
        "register": register,
        "elsewhere": [],
    }
    path = audit(tmp_path, site(news, home), **rest)
    found = findings(path, "yearly_events")
    said = {subject: str(one.verdict) for subject, one in found.items() if "/2026" in subject}
    assert said == {f"{TRAINING}/2026@ysz": "pass", f"{DAYS}/2026@ysz": "fail", f"{MEETINGS}/2026@ysz": "fail"}


def test_no_plan_no_word(tmp_path: Path) -> None:
    assert findings(audit(tmp_path, site([]), standards=["article-20"]), "yearly_events") == {}


def test_two_looks(tmp_path: Path) -> None:
    pages = site([])
    told = rows([("云山镇举办政务公开业务培训班", "2026-12-20"), ("云山镇召开造林会议", "2026-11-02")], "/xw/x")
    for look, expected in (({}, Verdict.FAIL), ({HOME + "xw/": column("工作动态", told, "新闻")}, Verdict.UNSURE)):
        said = {
            one.subject: one.verdict for one in judged(audit(tmp_path, pages, look2=look), "yearly_events").findings
        }
        assert said[f"{TRAINING}/2026"] is expected
