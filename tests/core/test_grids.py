"""Tables as pages and attachments show them."""

from core.grids import Cell, column, of_page, of_text

URL = "http://www.yunze.gov.cn/zwgk/1.html"
ROWS = "<tr><th>序号</th><th>事项 名称</th></tr><tr><td>1</td><td><a href='/2.html'>养犬管理办法</a></td></tr>"


def test_of_a_page() -> None:
    (grid,) = of_page(f"<body><table>{ROWS}<tr></tr></table></body>", URL)
    assert [[cell.text for cell in row] for row in grid] == [["序号", "事项名称"], ["1", "养犬管理办法"]]
    assert grid[1][1].links == (("养犬管理办法", "http://www.yunze.gov.cn/2.html"),)


def test_only_the_inner_ones() -> None:
    grids = list(of_page(f"<table><tr><td><table>{ROWS}</table></td></tr></table>", URL))
    assert [len(grid) for grid in grids] == [2]


def test_of_an_attachment() -> None:
    assert of_text("目录\n序号\t事项名称\n1\t养犬管理办法") == [
        (Cell("序号"), Cell("事项名称")),
        (Cell("1"), Cell("养犬管理办法")),
    ]


def test_columns_by_their_heads() -> None:
    head = [Cell("序号"), Cell("重大决策事项名称（全称）"), Cell("名称")]
    assert column(head, ["名称"]) == 2
    assert column(head, ["决策事项名称"]) == 1
    assert column(head, ["承办单位"]) is None
