"""Which documents lack their number, their day, their publisher or how far they are public, and the many papers that do not."""

from pathlib import Path
from typing import Any

import pytest

from core.attachments.types import Seen
from core.types import Finding, Outcome, Verdict
from tests import policies
from tests.build import HOME, build, findings, judged
from tests.invented import article, column, crumbs, page
from tests.policies import DOCUMENT, TITLE, Paper, attached, site

SIGNED = "<p>云泽区人民政府</p><p>2026年9月10日</p>"
TEXT = "<p>各镇人民政府、街道办事处，区政府各部门：现将有关办法印发给你们，请认真贯彻执行，抓好各项工作的落实。</p>"
NUMBER = "云政发〔2026〕9号"
NONE: dict[str, str] = {"成文日期": "", "公开方式": ""}


def judge(folder: Path, *papers: Paper, **rest: Any) -> dict[str, Finding]:
    return policies.judged(folder, "document_elements", site(papers), **rest)


def verdict(folder: Path, paper: Paper, **rest: Any) -> Verdict | None:
    finding = judge(folder, paper, **rest).get(DOCUMENT)
    return finding.verdict if finding else None


@pytest.mark.parametrize(
    ("paper", "missing"),
    [
        (Paper(TITLE), "发文字号"),
        (Paper(TITLE, number=NUMBER, rows={"成文日期": ""}), "成文日期"),
        (Paper(TITLE, number=NUMBER, rows={"公开方式": ""}), "公开属性"),
        (Paper(TITLE, rows=NONE), "发文字号、成文日期、公开属性"),
        (Paper(TITLE, rows={"公开方式": "", "发文字号": ""}, text=TEXT + SIGNED), "发文字号、公开属性"),
        (
            Paper("云泽区人民政府办公室关于做好2026年冬季供暖保障工作的通知", number=NUMBER, rows={"公开方式": ""}),
            "公开属性",
        ),
        (Paper("云泽区财政局关于做好2026年会计监督工作的通知", rows=NONE), "发文字号、成文日期"),
        (Paper("青杨镇人民政府关于加强冬季安全生产工作的意见"), "发文字号"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, paper: Paper, missing: str) -> None:
    finding = judge(tmp_path, paper)[DOCUMENT]
    assert (finding.verdict, finding.level, finding.clause) == (
        "fail",
        "requirement",
        "laiwu-2021/disclosure-attribute",
    )
    assert finding.title == f"“{paper.title}”缺少{missing}"


@pytest.mark.parametrize(
    "paper",
    [
        Paper(TITLE, number=NUMBER),
        Paper(TITLE, text=f"<p>{NUMBER}</p>{TEXT}"),
        Paper(TITLE, text=f"<p>云政发<span>〔2026〕</span>9号</p>{TEXT}"),
        Paper(f"{TITLE}（云政发〔2026〕9号）"),
        Paper(TITLE, number="云政发[2026]9号", rows=NONE, text=f"{TEXT}{SIGNED}<p>（此件公开发布）</p>"),
        Paper(TITLE, rows={"文 号": "云政发【2026】9号"}),
        Paper(TITLE, rows={"文号": "云泽区人民政府令第3号"}),
        Paper(TITLE, rows={"文号": "无"}),
        Paper(TITLE, number=NUMBER, rows={**NONE, "发文日期": "2026年9月10日", "公开属性": "主动公开"}),
        Paper("云泽区财政局关于做好2026年会计监督工作的通知", number="云财会〔2026〕3号", rows={"公开方式": ""}),
        Paper("青杨镇人民政府关于加强冬季安全生产工作的意见", number="青政发〔2026〕3号", rows={"公开方式": ""}),
        Paper("云泽区人民政府关于文昌路施工期间实行交通管制的通告"),
        Paper("云泽区人民政府关于启用新版印章的公告"),
    ],
)
def test_documents_that_show_all(tmp_path: Path, paper: Paper) -> None:
    assert verdict(tmp_path, paper) is Verdict.PASS


@pytest.mark.parametrize(
    "paper",
    [
        Paper("云泽区人民政府办公室转发市政府办公室关于做好冬春农田水利工作的通知", rows=NONE),
        Paper("国务院办公厅关于进一步优化营商环境若干措施的通知", rows=NONE),
        Paper("山东省人民政府关于加快民营经济发展的意见", rows=NONE),
        Paper(TITLE, day="2016-03-01", rows={**NONE, "成文日期": "2016-02-20"}),
        Paper(TITLE, rows={**NONE, "有效性": "失效"}),
        Paper("《云泽区公共停车场管理办法》政策解读", rows=NONE),
        Paper("关于公开征求《云泽区养犬管理办法（征求意见稿）》意见的通知", rows=NONE),
        Paper("区政府召开第三季度政务公开工作推进会"),
        Paper("云泽区2026年规范性文件目录", text=f"<p>{NUMBER} {TITLE}</p><p>云政发〔2026〕10号 {TITLE}</p>"),
    ],
)
def test_what_is_none_of_the_districts_documents(tmp_path: Path, paper: Paper) -> None:
    assert DOCUMENT not in judge(tmp_path, paper)


def test_an_article_that_quotes_a_document_is_none(tmp_path: Path) -> None:
    news = article(
        "区政府印发《云泽区公共停车场管理办法》",
        "2026-09-15",
        f"<p>近日，区政府印发{NUMBER}文件，要求抓好落实。</p>{TEXT}",
    )
    pages = site([Paper(TITLE, number=NUMBER)]) | {HOME + "zwgk/gzdt/4100.html": news}
    assert set(policies.judged(tmp_path, "document_elements", pages)) == {DOCUMENT}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p><img src='/upload/2026/hongtou.jpg'></p>" + TEXT, "扫描件"),
        ("<p><a href='/upload/2026/9.pdf'>附件：全文.pdf</a></p>" + TEXT, "附件"),
        ("<iframe src='/upload/2026/viewer.html'></iframe>" + TEXT, "不能判断"),
    ],
)
def test_what_may_hold_it_is_no_fault(tmp_path: Path, text: str, said: str) -> None:
    finding = judge(tmp_path, Paper(TITLE, text=text))[DOCUMENT]
    assert finding.verdict is Verdict.UNSURE
    assert said in finding.evidence.text


@pytest.mark.parametrize(
    ("content", "outcome", "detail", "expected"),
    [
        (NUMBER + "\n各镇人民政府：", Seen.OK, "", Verdict.PASS),
        ("各镇人民政府：现将办法印发给你们。", Seen.OK, "", Verdict.FAIL),
        ("各镇人民政府：现将办法印发给你们。", Seen.OK, "pages 3/10", Verdict.UNSURE),
        ("", Seen.SCANNED, "", Verdict.UNSURE),
    ],
)
def test_attachments(tmp_path: Path, content: str, outcome: Seen, detail: str, expected: Verdict) -> None:
    text = "<p><a href='/upload/2026/9.pdf'>附件：全文.pdf</a></p>" + TEXT
    path = build(tmp_path, site([Paper(TITLE, text=text)]), units=policies.UNITS, elsewhere=[])
    attached(path, HOME + "upload/2026/9.pdf", content, outcome, detail)
    assert findings(path, "document_elements")[DOCUMENT].verdict is expected


def test_nobody_says_who_made_it(tmp_path: Path) -> None:
    assert verdict(tmp_path, Paper("关于印发公共停车场管理办法的通知", rows=NONE)) is Verdict.UNSURE


def test_a_notice_outside_of_the_columns_of_documents_may_have_no_number(tmp_path: Path) -> None:
    title = "云泽区财政局关于做好2026年会计人员继续教育工作的通知"
    assert verdict(tmp_path, Paper(title)) is Verdict.FAIL
    for rows, expected in ((None, None), ({"文号": ""}, Verdict.UNSURE)):
        found = policies.judged(tmp_path, "document_elements", site([Paper(title, rows=rows)], name="通知公告"))
        assert (found[DOCUMENT].verdict if found else None) is expected


def test_a_copy_that_shows_all(tmp_path: Path) -> None:
    found = judge(tmp_path, Paper(TITLE, rows=NONE), Paper(TITLE, number=NUMBER))
    assert [found[HOME + f"zwgk/zcwj/500{at}.html"].verdict for at in (1, 2)] == ["unsure", "pass"]


def test_a_number_used_twice_is_a_hint(tmp_path: Path) -> None:
    other = Paper("云泽区人民政府关于促进民营企业发展的若干意见", number=NUMBER)
    found = judge(tmp_path, Paper(TITLE, number=NUMBER), other)
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}
    assert "另一份文件" in found[DOCUMENT].evidence.text


def test_skipped_numbers_are_noted(tmp_path: Path) -> None:
    papers = [
        Paper(f"云泽区人民政府关于加强第{at}项工作的意见", number=f"云政发〔2026〕{at}号") for at in (1, 2, 3, 5, 6, 7)
    ]
    found = judge(tmp_path, *papers)
    assert {finding.verdict for finding in found.values()} == {Verdict.PASS}
    assert [("第 4 号" in one.evidence.text) for one in found.values()] == [False, False, False, True, False, False]


def test_both_looks(tmp_path: Path) -> None:
    pages = site([Paper(TITLE)])
    mended = site([Paper(TITLE, number=NUMBER)])[DOCUMENT]
    for again, expected in ((pages[DOCUMENT], "fail"), (mended, "unsure"), ((Outcome.TIMEOUT, 0), "unsure")):
        path = build(tmp_path, pages, units=policies.UNITS, elsewhere=[], look2={DOCUMENT: again})
        said = {one.subject: one.verdict for one in judged(path, "document_elements").findings}
        assert said[DOCUMENT] == expected


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        ("<p class='wh'>云政发〔2026〕9号</p>|<div>云泽区人民政府</div><div>2026年9月10日</div>", Verdict.PASS),
        ("<p class='wh'>云政发〔2026〕9号</p>|<div>云泽区人民政府办公室 2026年9月10日印发</div>", Verdict.PASS),
        ("|<ul><li>主动公开</li><li>依申请公开</li></ul><p>今天是2026年11月20日</p>", Verdict.FAIL),
        ("|<p><a href='5001_2.html'>下一页</a></p>", Verdict.UNSURE),
    ],
)
def test_what_stands_apart_from_the_text(tmp_path: Path, around: str, expected: Verdict) -> None:
    head, foot = around.split("|")
    one = Paper(TITLE, rows={"成文日期": ""})
    pages = site([one])
    pages[DOCUMENT] = (
        pages[DOCUMENT].replace("<div id='zoom'>", head + "<div id='zoom'>").replace("</body>", foot + "</body>")
    )
    assert policies.judged(tmp_path, "document_elements", pages)[DOCUMENT].verdict is expected


def test_a_table_outside_of_the_text(tmp_path: Path) -> None:
    table = "<dl><dt>【文号】</dt><dd>云政发〔2026〕9号</dd><dt>成文日期：</dt><dd>2026-09-10</dd><dt>公开属性：</dt><dd>主动公开</dd></dl>"
    html = page(
        TITLE,
        f"{crumbs('首页', '政务公开', '政策文件')}{table}<h1>{TITLE}</h1><div>发布时间：2026-09-15</div><div id='zoom'>{TEXT}</div>",
    )
    pages = site([]) | {DOCUMENT: html}
    pages[HOME + "zwgk/zcwj/"] = column(
        "政策文件", f"<ul><li><a href='{DOCUMENT}'>{TITLE}</a><span>2026-09-15</span></li></ul>"
    )
    assert policies.judged(tmp_path, "document_elements", pages)[DOCUMENT].verdict is Verdict.PASS


@pytest.mark.parametrize(
    "rows",
    [
        {"文号": "云政发〔2026〕9"},
        {"文号": "云政发﹝2026﹞9号"},
        {"文号": "云政发［2026］玖号"},
        {"文号": "YZDR-2026-0010001"},
        {"文号": "——"},
        *({"发文字号": NUMBER, "成文日期": "", label: "2026-09-10"} for label in ("印发时间", "落款日期", "颁布时间")),
        *(
            {"发文字号": NUMBER, "公开方式": "", label: value}
            for label, value in (
                ("公开选项", "主动公开"),
                ("政府信息公开属性", "主动公开"),
                ("公开范围", "面向全社会"),
                ("公开属性", "☑主动公开□依申请公开□不予公开"),
                ("公开方式", "政府网站"),
                ("公开属性", "主动"),
            )
        ),
    ],
)
def test_tables_in_other_words(tmp_path: Path, rows: dict[str, str]) -> None:
    assert verdict(tmp_path, Paper(TITLE, rows=rows)) is Verdict.PASS


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        *(
            (Paper(TITLE, text=f"<p>{number}</p>{TEXT}"), Verdict.UNSURE)
            for number in ("〔2026〕9号", "云政发〔2026〕9-1号", "云政发2026年9号", "云政字第9号", "云政发｛2026｝9号")
        ),
        *(
            (Paper(TITLE, number=NUMBER, rows={"成文日期": ""}, text=f"{TEXT}<p>{day}</p>"), Verdict.UNSURE)
            for day in ("云泽区人民政府 2026.9.10", "2026年9月", f"{TEXT[3:-4]}特此通知。云泽区人民政府2026年9月10日")
        ),
        *(
            (Paper(TITLE, number=NUMBER, rows={"公开方式": ""}, text=f"{TEXT}{SIGNED}<p>{words}</p>"), Verdict.UNSURE)
            for words in ("本文主动公开", "主题词：停车 办法 主动公开", "公开类型：主动公开 抄送：区委各部门。")
        ),
        (Paper(TITLE, text=f"<p>地址：文化路12号</p>{TEXT}"), Verdict.FAIL),
        (
            Paper(TITLE, number=NUMBER, rows={"成文日期": ""}, text=f"{TEXT}<p>自2026年10月1日起施行。</p>"),
            Verdict.FAIL,
        ),
        (Paper(TITLE, number=NUMBER, rows={"公开方式": ""}, text=f"{TEXT}<p>做好主动公开工作。</p>"), Verdict.FAIL),
    ],
)
def test_something_like_it_is_for_a_person(tmp_path: Path, paper: Paper, expected: Verdict) -> None:
    assert verdict(tmp_path, paper) is expected


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (
            Paper(TITLE, "2022-03-01", number="云政发〔2019〕9号", rows={"成文日期": "2019-09-10", "公开方式": ""}),
            Verdict.PASS,
        ),
        (
            Paper(
                "云泽区财政局 云泽区人民政府办公室关于规范停车收费的通知",
                number="云财〔2026〕9号",
                rows={"公开方式": ""},
            ),
            Verdict.PASS,
        ),
        (Paper(f"{TITLE}（已废止）", rows=NONE), None),
        (Paper("关于进一步优化营商环境若干措施的通知", rows={**NONE, "发布机构": "云泽区人民政府"}), Verdict.UNSURE),
        *(
            (Paper(f"云泽区人民政府办公室关于{matter}的通知", rows={"发文字号": ""}), Verdict.UNSURE)
            for matter in ("2026年国庆节放假", "召开全区政务公开工作会议", "系统升级期间暂停办理业务")
        ),
    ],
)
def test_what_need_not_show_it(tmp_path: Path, paper: Paper, expected: Verdict | None) -> None:
    assert verdict(tmp_path, paper) is expected


def test_a_handed_on_document_without_its_maker_is_nobodys_fault(tmp_path: Path) -> None:
    """Its number tells whose it is, where the district has others of the series."""
    bare = Paper("关于进一步优化营商环境若干措施的通知", number="鲁政发〔2026〕5号", text="<p>现予公布。</p>" * 12)
    pages = site([bare, Paper(TITLE, number=NUMBER)])
    pages[DOCUMENT] = pages[DOCUMENT].replace("来源：区政府办公室", "")
    assert policies.judged(tmp_path, "document_elements", pages)[DOCUMENT].verdict is Verdict.UNSURE
    own = {DOCUMENT: pages[DOCUMENT].replace("鲁政发〔2026〕5号", "云政发〔2026〕5号")}
    assert policies.judged(tmp_path, "document_elements", pages | own)[DOCUMENT].verdict is Verdict.FAIL
