"""What the page and the list of a mailbox say of a message."""

from datetime import date

import pytest

from core.catalogue import load
from core.messages import Message, Reader

READER = Reader(load().rules["unanswered_messages"].limits)
DAY = date(2026, 5, 6)
WRITTEN = "<p>来信时间：2026-05-06 10:20</p>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (WRITTEN + "<p>办理状态：办理中</p>", Message(DAY, waits=True)),
        (WRITTEN + "<p>处理状态：未办结</p>", Message(DAY, waits=True)),
        (WRITTEN + "<p>办理状态：已受理，已回复</p>", Message(DAY, answered=True)),
        (WRITTEN + "<p>办理状态：已转办</p>", Message(DAY)),
        (WRITTEN + "<p>办理状态：转12345热线办理</p>", Message(DAY, answered=True)),
        (WRITTEN + "<p>是否回复：是</p>", Message(DAY, answered=True)),
        (WRITTEN + "<p>是否回复：否</p>", Message(DAY)),
        (WRITTEN + "<p>答复内容：暂无回复</p>", Message(DAY, waits=True)),
        (WRITTEN + "<p>答复内容：</p><p>【打印】【关闭】</p>", Message(DAY, blank=True)),
        (WRITTEN + "<h3>答复内容</h3><div>您好，路灯已修好。</div>", Message(DAY, answered=True)),
        (WRITTEN + "<p>答复内容：正在办理，请于本周五后再来电查询</p>", Message(DAY, answered=True)),
        (WRITTEN + "<p><a href='#'>回复</a></p><p>主办单位：区政府办公室</p>", Message(DAY)),
        (
            "<table><tr><th>来信日期</th><td>2026年5月6日</td><th>回复日期</th><td>2026年5月9日</td></tr></table>",
            Message(DAY, True),
        ),
        ("<p>来信时间：2026-05-06 答复时间：2026-05-07 答复单位：区住建局</p>", Message(DAY, True, office="区住建局")),
        ("<p>来 信 时 间：2026-05-06</p><p>答复时间：</p><p>来源：本站</p>", Message(DAY)),
        ("<p>请填写来信时间：2026-05-06</p>", None),
        ("<p>写信须知：请如实填写。</p>", None),
        ("<script>var s = '来信时间：2026-05-06';</script><p>正文</p>", None),
    ],
)
def test_a_page(html: str, said: Message | None) -> None:
    assert READER.page(f"<html><body><h1>路灯不亮</h1>{html}</body></html>") == said


HEADS = "<tr><th>主题</th><th>来信时间</th><th>办理状态</th></tr>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            f"<table>{HEADS}<tr><td><a href='1.html'>甲</a></td><td>2026-05-06</td><td>办理中</td></tr></table>",
            Message(DAY, waits=True),
        ),
        (
            f"<table><thead>{HEADS}</thead><tbody><tr><td><a href='1.html'>甲</a></td><td>2026-05-06</td>"
            "<td>已回复</td></tr></tbody></table>",
            Message(DAY, True),
        ),
        ("<ul><li><a href='1.html'>路灯未回复</a><span>2026-05-06</span></li></ul>", None),
        ("<ul><li><a href='1.html'>路灯</a><em>[未回复]</em><span>2026-05-06</span></li></ul>", Message(waits=True)),
        ("<ul><li><a href='1.html'>路灯</a><em>已办结</em></li></ul>", Message(answered=True)),
        (
            "<ul><li><a href='1.html'>甲</a><i>办理中</i></li><li><a href='1.html'>甲</a><i>已办结</i></li></ul>",
            Message(answered=True, waits=True),
        ),
    ],
)
def test_a_list(html: str, said: Message | None) -> None:
    found = READER.listed(f"<html><body>{html}</body></html>", "http://www.yunze.gov.cn/xx/")
    assert found == ({"http://www.yunze.gov.cn/xx/1.html": said} if said else {})
