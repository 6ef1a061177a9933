"""What stands on a page beside its main text."""

import pytest

from core.shown import Sort, Thing, scripted, things

URL = "http://www.yunze.gov.cn/zwgk/1.html"


def shown(body: str) -> list[Thing]:
    return things(f"<html><body>{body}</body></html>", URL)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>六、<b>政策解读</b></p>", [(Sort.WORDS, "六、"), (Sort.WORDS, "政策解读")]),
        (
            "<p>政策解读：<a href='2.html'>点击<b>查看</b></a></p>",
            [(Sort.WORDS, "政策解读："), (Sort.LINK, "http://www.yunze.gov.cn/zwgk/2.html")],
        ),
        (
            "<a href='javascript:jd(1)'>解读</a>",
            [(Sort.BUTTON, "javascript:jd(1)"), (Sort.WORDS, "解读")],
        ),
        ("<span onclick='tab(2)'>解读</span>", [(Sort.BUTTON, "tab(2)"), (Sort.WORDS, "解读")]),
        ("<img src='/a.jpg' alt='一图读懂'>", [(Sort.MEDIA, "一图读懂 /a.jpg")]),
        ("<a href='/'><img src='/logo.png'></a>", [(Sort.LINK, "http://www.yunze.gov.cn/")]),
        ("<video poster='x'><source src='/a.mp4'><img src='/b.png'></video>", [(Sort.MEDIA, "")]),
        ("<script>var jd = '解读'</script><style>p{}</style>正文", [(Sort.WORDS, "正文")]),
        ("<div style='display:none'>解读</div>", [(Sort.WORDS, "解读")]),
        ("", []),
    ],
)
def test_everything_in_its_order(body: str, expected: list[tuple[Sort, str]]) -> None:
    assert shown(body) == [Thing(sort, text) for sort, text in expected]


def test_what_scripts_may_fill() -> None:
    html = (
        "<script src='/js/xgjd.js'></script><script>load(5)</script><div id='xgwj' class='box'> </div>"
        "<div class='full'>有文字</div><ul id='list'><li><a href='/1.html'></a></li></ul><div><p></p></div><div id='p'><img></div>"
    )
    assert scripted(html) == ["/js/xgjd.js ", " load(5)", "xgwj box"]
