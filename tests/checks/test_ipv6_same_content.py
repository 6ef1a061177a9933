"""When two readings of a home page are the same, and when a difference proves something."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.hosts import Front
from core.types import Finding, Outcome, Verdict
from tests.build import HOST, build, findings, judged
from tests.invented import portal

LOOKUPS = {(HOST, "A"): ("203.0.113.9",), (HOST, "AAAA"): ("2408:8719:64:15::9",)}
NEWS = [
    *(
        "区政府召开第三季度政务公开工作推进会",
        "云泽区举办政务新媒体运维业务培训班",
        "我区开展政务公开标准化规范化专项检查",
    ),
    *(
        "云泽区启动秋冬季森林防火宣传",
        "区领导到企业调研复工复产",
        "我区新增三处便民服务驿站",
        "云泽区图书馆延长开放时间",
    ),
    *("区教体局公布中小学寒假安排", "全区农村公路养护工作现场会召开", "云泽区老旧小区改造完成年度任务"),
    *("区应急管理局开展冬季安全生产检查", "区文旅局发布冬季旅游线路", "区民政局开展社会救助政策宣讲"),
]
MENU = ["首页", "政务公开", "政务服务", "互动交流", "走进云泽", "工作动态", "通知公告", "政策文件", "机构职能"]
PAGE = [*MENU, *NEWS, "主办单位：云泽区人民政府办公室", "联系电话：0634-7600000"]


def front(
    family: int, lines: list[str], outcome: Outcome = Outcome.OK, status: int = 200, title: str = "云泽区"
) -> Front:
    address = "2408:8719:64:15::9" if family == 6 else "203.0.113.9"
    return Front(HOST, family, address, 1, outcome, status, f"http://{HOST}/", title, "\n".join(lines))


def judge(folder: Path, four: Front, six: Front) -> Finding:
    found = findings(build(folder, portal(), lookups=LOOKUPS, shown=[four, six]), "ipv6_same_content")
    assert set(found) == {HOST}
    return found[HOST]


INNOCENT = {
    "the same": PAGE,
    "another order": [*MENU, *reversed(NEWS), *PAGE[-2:]],
    "another day and hour": [*PAGE, "今天是2026年11月20日 星期五 下午好"],
    "a counter": [*PAGE, "您是第 1234567 位访客"],
    "one story older": [*MENU, *NEWS[:-1], "云泽区召开安全生产工作会议", *PAGE[-2:]],
    "a banner of IPv6": [*PAGE, "本站已支持IPv6"],
    "white space": [f"  {line} " for line in PAGE],
}


@pytest.mark.parametrize("six", INNOCENT.values(), ids=INNOCENT)
def test_what_differs_in_passing_passes(tmp_path: Path, six: list[str]) -> None:
    four = [*PAGE, *(["今天是2026年11月19日 星期四 上午好"] if "今天" in six[-1] else [])]
    four += ["您是第 1234511 位访客"] if "访客" in six[-1] else []
    assert judge(tmp_path, front(4, four), front(6, six)).verdict is Verdict.PASS


GUILTY = {
    "a shell": ["欢迎访问云泽区人民政府门户网站，本页面仅供IPv6检测使用，请使用IPv4网络访问本网站完整内容。" * 6],
    "another site": [f"十里河区{line}" for line in PAGE],
    "half the news": [*MENU, *NEWS[:6], *(f"旧闻：{line}" for line in NEWS[6:]), *PAGE[-2:]],
}


@pytest.mark.parametrize("six", GUILTY.values(), ids=GUILTY)
def test_another_page_fails_and_quotes_it(tmp_path: Path, six: list[str]) -> None:
    found = judge(tmp_path, front(4, PAGE), front(6, six))
    assert found.verdict is Verdict.FAIL
    assert max(six, key=len)[:20] in found.evidence.text.replace(" ", "")


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.HTTP_ERROR, 404),
        (Outcome.HTTP_ERROR, 302),
        (Outcome.OK, 206),
        (Outcome.TIMEOUT, 0),
        (Outcome.NO_ROUTE, 0),
        (Outcome.BLOCKED, 200),
        (Outcome.TOO_LARGE, 200),
        (Outcome.LOOP, 302),
    ],
)
def test_what_was_not_read_is_unsure(tmp_path: Path, outcome: Outcome, status: int) -> None:
    assert judge(tmp_path, front(4, PAGE), front(6, [], outcome, status)).verdict is Verdict.UNSURE
    assert judge(tmp_path, front(4, [], outcome, status), front(6, PAGE)).verdict is Verdict.UNSURE


def test_a_host_that_sends_both_on_has_nothing_to_compare(tmp_path: Path) -> None:
    moved = {
        family: replace(front(family, [], Outcome.HTTP_ERROR, 301), detail="http://new.yunze.gov.cn/")
        for family in (4, 6)
    }
    path = build(tmp_path, portal(), lookups=LOOKUPS, shown=[moved[4], moved[6]])
    assert findings(path, "ipv6_same_content") == {}
    assert judge(tmp_path, front(4, PAGE), moved[6]).verdict is Verdict.UNSURE
    assert judge(tmp_path, moved[4], front(6, PAGE)).verdict is Verdict.UNSURE
    other = replace(moved[6], detail="http://old.yunze.gov.cn/")
    assert "old.yunze.gov.cn" in judge(tmp_path, moved[4], other).evidence.text


def test_a_page_that_scripts_draw_is_unsure(tmp_path: Path) -> None:
    assert judge(tmp_path, front(4, PAGE), front(6, ["加载中"])).verdict is Verdict.UNSURE
    assert judge(tmp_path, front(4, ["加载中"]), front(6, PAGE)).verdict is Verdict.UNSURE
    assert judge(tmp_path, front(4, []), front(6, [])).verdict is Verdict.UNSURE


def test_one_family_alone_is_nothing_to_compare(tmp_path: Path) -> None:
    assert findings(build(tmp_path, portal(), lookups=LOOKUPS, shown=[front(4, PAGE)]), "ipv6_same_content") == {}
    assert findings(build(tmp_path, portal(), lookups=LOOKUPS), "ipv6_same_content") == {}


def test_it_takes_both_looks(tmp_path: Path) -> None:
    shell = front(6, GUILTY["a shell"])
    for second, verdict in ((shell, Verdict.FAIL), (front(6, PAGE), Verdict.UNSURE), (None, Verdict.UNSURE)):
        again = [front(4, PAGE), *([second] if second else [])]
        path = build(tmp_path, portal(), lookups=LOOKUPS, shown=[front(4, PAGE), shell], look2={}, shown2=again)
        assert [finding.verdict for finding in judged(path, "ipv6_same_content").findings] == [verdict]


def test_a_page_that_changes_by_itself_proves_nothing(tmp_path: Path) -> None:
    first = [front(4, PAGE), front(6, GUILTY["another site"])]
    changed = front(4, GUILTY["half the news"])
    path = build(tmp_path, portal(), lookups=LOOKUPS, shown=first, look2={}, shown2=[changed, first[1]])
    assert [finding.verdict for finding in judged(path, "ipv6_same_content").findings] == [Verdict.UNSURE]


def test_the_title_alone_is_no_other_page(tmp_path: Path) -> None:
    assert judge(tmp_path, front(4, PAGE), replace(front(6, PAGE), title="")).verdict is Verdict.PASS
