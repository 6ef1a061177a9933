"""The text of a page: its main block, its lines, and what it says of itself."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: Characters from which the text of a page is its own, not a stray line.
OWN_TEXT = 60
_EMPTY = re.compile(
    r"共有?\s*0\s*[条篇项页个]|本栏目(?:暂无|没有)"
    r"|(?:暂无|暂时没有|没有|没有找到|未找到|未查询到)(?:符合条件的?|相关|任何|更多)?的?(?:信息|内容|数据|记录|文章|公告)"
)
_WE = r"(?:本年度|今年|\d{4}年度?|[本我](?:单位|机关|部门|局|办|区|委|镇|街道|乡|院|中心))"
_NONE = re.compile(
    r"(?:不|未|没有|无)(?:涉及|发生|产生)|无需公开|(?:无|没有)(?:此|该|本|相关)[类项]?的?(?:事项|业务|职责|职能|情况|工作)"
    r"|(?:无|没有)[此该]类|(?:无|没有)(?:应当?|需要?|可)(?:主动)?公开"
    rf"|{_WE}[^。；\n]{{0,16}}(?:无|没有|未)[^。；\n]{{0,12}}(?:事项|情况|业务|职责|职能|信息|文件|内容|项目|计划)"
    r"|(?:暂无|(?:当前|目前|截至目前)[^。；\n]{0,4}(?:没有|无|未))[^。；\n]{0,8}(?:征集|事项|活动|案件|项目)"
    r"|^(?:不适用|(?:无|没有)[\u4e00-\u9fff]{2,8}(?:事项|职能|职责|职权|案件|业务))[。.！!]?$",
    re.M,
)
#: Substrings, for a regular expression of so many words costs ten times as much.
_FURNITURE = (
    *(
        "ICP备",
        "icp备",
        "公网安备",
        "网站标识码",
        "版权所有",
        "主办单位",
        "承办单位",
        "技术支持",
        "浏览次数",
        "当前位置",
    ),
)
_BLANK = " \t\r\u3000\u00a0\u200b"
#: From the first character of a line that is not blank to its end.
_LINE = re.compile(rf"[^\n{_BLANK}][^\n]*")
_MAIN = (
    "#zoom, .zoom, #UCAP-CONTENT, .TRS_Editor, .trs_editor_view, #vsb_content, .v_news_content, .article-content, "
    ".article_content, #article-content, .articleContent, .content-text, .news_content, .view-content, .xxgk_content, "
    ".detail-content, .wzcon, #content"
)


def lines(tree: LexborHTMLParser) -> list[str]:
    """The lines of the whole body, a text node each, none of them empty."""
    return _lines(tree.body) if tree.body else []


def main(tree: LexborHTMLParser) -> str:
    """The block that a template names as its text, else the parent of the densest paragraphs; "" without either."""
    node = max(tree.css(_MAIN), key=lambda found: len(found.text()), default=None)
    if node is None or len(node.text()) < 30:
        node = _densest(tree) or node
    return "\n".join(_lines(node)) if node else ""


def words(tree: LexborHTMLParser) -> str:
    """What a page says outside its links, for one without a text: a note, an address, or just the frame of the site."""
    linked = {line for node in tree.css("a") for line in _lines(node)}
    return "\n".join(line for line in lines(tree) if line not in linked and not _furniture(line))[:4000]


def says_empty(text: str) -> bool:
    """Whether words say that a list is empty: 共0条, 暂无信息."""
    return _EMPTY.search(text) is not None


def says_none(text: str) -> bool:
    """Whether words say that there are no such matters: 未涉及, 本年度无此类事项."""
    return _NONE.search(text) is not None


def _furniture(text: str) -> bool:
    """Whether it is of the site's own foot or head."""
    return any(word in text for word in _FURNITURE)


def _lines(node: LexborNode) -> list[str]:
    return [line.rstrip(_BLANK) for line in _LINE.findall(node.text(separator="\n"))]


def _densest(tree: LexborHTMLParser) -> LexborNode | None:
    """The parent whose paragraphs hold the most text; the site's own furniture, and lines that are links with a day, left out."""
    weight: dict[int, int] = {}
    parents: dict[int, LexborNode] = {}
    linked = {node.mem_id for node in tree.css("p:has(a)")}
    for node in tree.css("p"):
        text = node.text().strip()
        own = max(0, len(text) - 2 * (sum(len(link.text()) for link in node.css("a")) if node.mem_id in linked else 0))
        if (parent := node.parent) and not _furniture(text):
            weight[parent.mem_id] = weight.get(parent.mem_id, 0) + own
            parents[parent.mem_id] = parent
    best = max(weight, key=weight.__getitem__, default=0)
    return parents[best] if best and weight[best] >= 40 else None
