"""OFD: pages as the document names them, lines and cells as they stand there."""

import pytest

from core.attachments import ofd
from core.attachments.types import Limits, Seen, Text, Unreadable
from tests.core.attachments import made

ROW = [(20.0, 20.0, "序号"), (60.0, 20.0, "事项名称"), (20.0, 30.0, "1"), (60.0, 30.0, "养老服务设施布局规划")]
LIMITS = Limits()


def test_pages_lines_and_cells() -> None:
    assert ofd.read(made.ofd(ROW, [(20, 20, "第二页")]), LIMITS) == Text(
        Seen.OK, "序号\t事项名称\n1\t养老服务设施布局规划\n第二页", 2
    )


def test_pictures_alone_are_scanned() -> None:
    assert ofd.read(made.ofd([], picture=True), LIMITS) == Text(Seen.SCANNED, "", 1)


def test_places_are_keys_of_the_archive_and_may_be_written_from_its_root() -> None:
    body = made.archive(
        {
            "OFD.xml": '<a xmlns="b"><DocRoot>/Doc/../Doc/D.xml</DocRoot></a>',
            "Doc/D.xml": '<a xmlns="b"><Page BaseLoc="../../../P.xml"/></a>',
            "P.xml": '<a xmlns="b"><TextObject Boundary="0 0 9 9"><TextCode>正文</TextCode></TextObject></a>',
        }
    )
    assert ofd.read(body, LIMITS).text == "正文"


@pytest.mark.parametrize(
    ("members", "outcome"),
    [
        ({"OFD.xml": '<a xmlns="b"><DocRoot>Doc_0/Document.xml</DocRoot></a>'}, Seen.BROKEN),
        ({"OFD.xml": "<a"}, Seen.BROKEN),
        ({"OFD.xml": '<a xmlns="b"/>', "Doc_0/Encryptions.xml": "<a/>"}, Seen.ENCRYPTED),
    ],
)
def test_what_cannot_be_read(members: dict[str, bytes | str], outcome: Seen) -> None:
    with pytest.raises(Unreadable) as refused:
        ofd.read(made.archive(members), LIMITS)
    assert refused.value.outcome is outcome


def test_long_documents_are_read_up_to_the_limit() -> None:
    body = made.ofd(*[ROW] * 4)
    assert ofd.read(body, Limits(pages=2)).detail == ofd.read(body, Limits(characters=10)).detail == "cut"


def test_a_place_that_is_no_number_is_none() -> None:
    text = ofd.read(made.ofd([(20, 20, "正文")]), LIMITS).text
    assert text == "正文"
    assert ofd._numbers("a b c d", 4) == ofd._numbers(None, 4) == [0.0] * 4
