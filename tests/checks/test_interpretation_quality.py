"""Which interpretations are the document once more; the many that are not stay unaccused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Verdict
from tests import policies
from tests.build import CATALOGUE, build
from tests.build import judged as both_looks
from tests.policies import DOCUMENT, NAME, READING, TITLE, Paper, site

CHECK = "interpretation_quality"
READ = f"《{NAME}》政策解读"
ARTICLES = [
    "第一条　为规范公共停车场管理，方便群众出行，改善城区交通秩序，根据有关法律法规，结合本区实际，制定本办法。",
    "第二条　本办法适用于本区行政区域内公共停车场的规划、建设、经营和监督管理，专用停车场和住宅小区停车位除外。",
    "第三条　公共停车场收费实行政府定价，小型汽车前三十分钟不收费，之后每小时收费二元，单日最高收费十五元。",
    "第四条　经营单位应当在出入口显著位置公示收费标准、免费时段和监督电话，并为残疾人留出专用车位。",
    "第五条　擅自提高收费标准或者设置障碍阻挠停车的，由主管部门责令限期改正，并依照有关规定处理。",
    "第六条　各镇和街道应当每季度巡查一次，发现占用公共停车位经营的，及时移交区综合行政执法部门查处。",
]
HEADINGS = [
    *("一、总体要求和基本原则。", "二、主要任务和责任分工。", "（一）规范停车收费行为。", "（二）增加公共停车泊位。"),
    *("（三）方便群众就近办理停车月卡。", "三、加强组织保障措施。", "四、实施时间和有效期限。"),
]
OUTLINE = [
    *(
        "一、为什么要出台这个办法",
        "二、哪些停车场适用",
        "三、收费怎么算",
        "四、月卡在哪里办",
        "五、谁来监督",
        "六、有问题找谁咨询",
    ),
    *("七、什么时候开始施行", "八、几个容易误解的地方", "（一）怎么缴费", "（二）怎么退费", "（三）在哪里投诉"),
]
OWN = (
    "为什么要改？去年全区收到停车收费的投诉一千多件，说得最多的是同一条街两种价。区里走访了十二处停车场，开了三次听证会，"
    "大家的想法其实很一致：价格要看得见，短时停车别收钱。这次的办法就是照着这个思路来的。举个例子，接孩子放学停二十分钟，"
    "过去收四元，现在一分不收。开出租车的师傅中午吃饭停一个钟头，过去要花六元，现在只花两块。手头有月卡的不用换，到期再办新卡就行。"
)


def text(*paragraphs: str) -> str:
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def judge(folder: Path, reading: str, document: Sequence[str] = ARTICLES, title: str = READ, **rest: Any) -> Finding:
    shown = site([Paper(TITLE, text=text(*document))], [Paper(title, text=reading)])
    return policies.judged(folder, CHECK, shown, **rest)[READING]


@pytest.mark.parametrize(
    ("paragraphs", "document"),
    [
        (ARTICLES, ARTICLES),
        (ARTICLES[::-1], ARTICLES),
        (ARTICLES[1:4], ARTICLES),
        ([f"近日，区政府印发了《{NAME}》。为便于群众理解，现将有关内容解读如下：", *ARTICLES], ARTICLES),
        ([one.replace("应当", "须").replace("改善", "改进") for one in ARTICLES], ARTICLES),
        ([one.partition("　")[2] for one in ARTICLES], ARTICLES),
    ],
    ids=["whole", "in another order", "in part", "with a usual head", "a few other words", "without numbers"],
)
def test_the_document_once_more(tmp_path: Path, paragraphs: list[str], document: list[str]) -> None:
    finding = judge(tmp_path, text(*paragraphs), document)
    assert (finding.verdict, finding.level, finding.unit) == (Verdict.FAIL, "advice", "qzf")
    assert finding.clause == "laiwu-2021/interpretation-forms"
    assert "请人工判定" in finding.title
    assert "解读“" in finding.evidence.text and "文件“" in finding.evidence.text
    assert finding.evidence.places == (READING, DOCUMENT)


def test_headings_only(tmp_path: Path) -> None:
    document = [f"{heading}{article}" for heading, article in zip(HEADINGS, [*ARTICLES, OWN], strict=True)]
    finding = judge(tmp_path, text(*HEADINGS, *OUTLINE), document)
    assert finding.verdict is Verdict.UNSURE and "提纲" in finding.title
    finding = judge(tmp_path, text(*HEADINGS), document)
    assert finding.verdict is Verdict.FAIL and "标题" in finding.title


@pytest.mark.parametrize(
    ("paragraphs", "title"),
    [
        ([OWN], READ),
        ([OWN, *ARTICLES[2:4]], READ),
        ([f"问：为什么要改？答：{OWN}", f"问：怎么收费？答：{ARTICLES[2]}"], f"区城管局负责人就《{NAME}》答记者问"),
        ([*(f"【原文】{one}【释义】{OWN[at * 30 : at * 30 + 60]}" for at, one in enumerate(ARTICLES[:3]))], READ),
    ],
    ids=["prose", "with quotes", "answers", "clause by clause"],
)
def test_what_says_something_of_its_own_is_not_accused(tmp_path: Path, paragraphs: list[str], title: str) -> None:
    assert judge(tmp_path, text(*paragraphs), title=title).verdict is not Verdict.FAIL
    assert judge(tmp_path, text(OWN, *paragraphs), title=title).verdict is not Verdict.FAIL


def test_its_own_prose_passes_with_figures(tmp_path: Path) -> None:
    finding = judge(tmp_path, text(OWN))
    assert finding.verdict is Verdict.PASS
    assert "自有" in finding.evidence.text and "文字解读1篇" in finding.evidence.text


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (text(OWN[:120], *ARTICLES), "重复较多"),
        ("<img src='/i/tujie.png'>", "图片、视频或附件"),
        ("<video src='/v/1.mp4'></video><p>视频解读</p>", "图片、视频或附件"),
        (text(*ARTICLES) + "<img src='/i/tujie.png'>", "还有图片、视频或附件"),
        (text(*ARTICLES) + "<a href='/f/jiedu.pdf'>解读.pdf</a>", "还有图片、视频或附件"),
        (text(*OUTLINE), "提纲"),
    ],
    ids=["a paragraph of its own", "picture", "film", "copy and picture", "copy and file", "outline"],
)
def test_what_a_person_has_to_look_at(tmp_path: Path, reading: str, why: str) -> None:
    finding = judge(tmp_path, reading)
    assert finding.verdict is Verdict.UNSURE
    assert why in finding.title + finding.evidence.text


def test_a_document_in_a_file_that_was_not_read(tmp_path: Path) -> None:
    file = "<a href='/f/banfa.pdf'>办法.pdf</a>"
    for document in (["现将办法印发给你们，请认真贯彻执行。", file], [*ARTICLES, file]):
        finding = judge(tmp_path, text(OWN), document)
        assert finding.verdict is Verdict.UNSURE and "附件" in finding.evidence.text
    assert judge(tmp_path, text(OWN), [*ARTICLES * 3, file]).verdict is Verdict.PASS


def test_the_documents_page_may_show_the_interpretation_too(tmp_path: Path) -> None:
    document = [*ARTICLES, "政策解读", OWN]
    assert judge(tmp_path, text(OWN), document).verdict is Verdict.UNSURE
    assert judge(tmp_path, text(*ARTICLES), document).verdict is Verdict.UNSURE


def test_a_document_that_only_stands_in_the_column_is_for_a_person(tmp_path: Path) -> None:
    finding = judge(tmp_path, text(*ARTICLES), title=NAME)
    assert finding.verdict is not Verdict.FAIL


def test_one_for_two_documents_is_held_against_both(tmp_path: Path) -> None:
    papers = [
        Paper(TITLE, text=text(*ARTICLES[:3], *ARTICLES[:2])),
        Paper("云泽区人民政府关于印发《云泽区小微企业纾困帮扶若干措施》的通知", text=text(*ARTICLES[3:], OWN)),
    ]
    title = f"《{NAME}》《云泽区小微企业纾困帮扶若干措施》政策解读"
    shown = site(papers, [Paper(title, text=text(*ARTICLES))])
    found = policies.judged(tmp_path, CHECK, shown)
    assert [one.verdict for one in found.values()] == [Verdict.FAIL]


def test_interpretations_of_others_are_not_judged(tmp_path: Path) -> None:
    shown = site([], [Paper("《济南市停车场管理条例》解读", text=text(*ARTICLES))])
    assert policies.judged(tmp_path, CHECK, shown) == {}


def test_a_unit_never_hears_of_it_without_a_person() -> None:
    assert CATALOGUE.rules[CHECK].assign == "confirm"


def test_two_looks(tmp_path: Path) -> None:
    rest: dict[str, Any] = {"units": policies.UNITS, "elsewhere": []}

    def shown(reading: str) -> dict[str, str]:
        return site([Paper(TITLE, text=text(*ARTICLES))], [Paper(READ, text=reading)])

    copied, own = shown(text(*ARTICLES)), shown(text(OWN))
    same = both_looks(build(tmp_path, copied, look2={}, **rest), CHECK).findings
    other = both_looks(build(tmp_path, copied, look2={READING: own[READING]}, **rest), CHECK).findings
    assert [one.verdict for one in same] == [Verdict.FAIL]
    assert [one.verdict for one in other] == [Verdict.UNSURE]


@pytest.mark.parametrize("more", ["<a href='6001_2.html'>下一页</a>", "<a href='/zwgk/zcjd/6001_2.html'>2</a>"])
def test_a_text_that_goes_on_is_for_a_person(tmp_path: Path, more: str) -> None:
    finding = judge(tmp_path, text(*ARTICLES) + f"<p>{more}</p>")
    assert (finding.verdict, "分几页" in finding.evidence.text) == (Verdict.UNSURE, True)
