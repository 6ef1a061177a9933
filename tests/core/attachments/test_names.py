"""What attachments are called, in all the ways in which sites say it."""

import pytest

from core.attachments.names import ending, named

HOST = "http://www.yunze.gov.cn"


@pytest.mark.parametrize(
    ("url", "disposition", "text", "name"),
    [
        ("/attach/0/5b1e90c4.pdf", b"", "", "5b1e90c4.pdf"),
        ("/attach/0/5b1e90c4.pdf", b"", "附件1：岗位目录.pdf", "附件1：岗位目录.pdf"),
        ("/attach/0/5b1e90c4.pdf", b"", "[附件下载]", "附件下载.pdf"),
        ("/a/x.wps?fileName=附件1（样表）.wps", b"", "下载", "附件1（样表）.wps"),
        ("/a/x.wps?fileName=%B8%BD%BC%FE.wps", b"", "", "附件.wps"),
        ("/a/x.wps?fileName=%E9%99%84%E4%BB%B6.wps", b"", "", "附件.wps"),
        ("/a/x.wps?fileName=%25E9%2599%2584%25E4%25BB%25B6.wps", b"", "", "附件.wps"),
        ("/downfile.jsp?showname=%u9644%u4EF6.doc&filename=b5f1.doc", b"", "", "附件.doc"),
        ("/downfile.jsp?classid=0&filename=be5f1a4b.pdf", b"", "", "be5f1a4b.pdf"),
        ("/downfile.jsp?classid=0&filename=be5f1a4b.pdf", b"", "年度报告", "年度报告.pdf"),
        ("/down?id=3", b"attachment; filename*=UTF-8''%E9%99%84%E4%BB%B6.xls; filename=a.xls", "", "附件.xls"),
        ("/down?id=3", b"attachment; filename*=GBK'zh'%B8%BD%BC%FE.xls", "", "附件.xls"),
        ("/down?id=3", b"attachment; filename*=bad'x'%E9%99%84%E4%BB%B6.xls", "", "附件.xls"),
        ("/down?id=3", "attachment;filename=附件.doc".encode(), "", "附件.doc"),
        ("/down?id=3", 'attachment; filename="附件; 1.doc"'.encode("gbk"), "", "附件; 1.doc"),
        ("/down?id=3", b'attachment; filename="=?UTF-8?B?6ZmE5Lu2LmRvYw==?="', "", "附件.doc"),
        ("/down?id=3", b'attachment; filename="%E9%99%84%E4%BB%B6.doc"', "", "附件.doc"),
        ("/down?id=3", b'attachment; filename="C:\\x\\list.doc"', "", "list.doc"),
        ("/down?id=3", b'attachment; filename="=?UTF-8?B?x?="', "", "=?UTF-8?B?x?="),
        ("/down?id=3", b"attachment; filename*=idna''a..b.xls", "", "a..b.xls"),
        ("/down?fileName=%uD83D%u9644.doc", b"", "", "附.doc"),
        ("/down?id=3", b"inline", "实施方案", "实施方案"),
        ("/a/x.pdf?fileName=../../etc/附件.pdf", b"", "", "附件.pdf"),
        ("/a/%00%0a.pdf", b"", "", ".pdf"),
        ("/", b"", "", ""),
        ("/down?id=3", b"attachment; filename=", "", "down"),
        ("/down?fileName=", b"\xff\xfe=;=;filename", "", "down"),
    ],
)
def test_the_best_name(url: str, disposition: bytes, text: str, name: str) -> None:
    assert named(HOST + url, disposition, text) == name


def test_names_end() -> None:
    assert len(named(HOST, b"", "长" * 1000 + ".doc")) == 200


@pytest.mark.parametrize(
    ("url", "text", "kind"),
    [
        ("/attach/5b1e.PDF", "", "pdf"),
        ("/attach/5b1e.wps?fileName=附件.docx", "", "wps"),
        ("/downfile.jsp?classid=0&filename=be5f.xls", "", "xls"),
        ("/download?id=9", "附件：名单.xlsx", "xlsx"),
        ("/download?id=9", "《名单.xlsx》", "xlsx"),
        ("/art/2026/11/20/art_1_2.html", "通知", ""),
        ("/download?id=9", "附件", ""),
        ("/view.do?site=www.yunze.gov.cn", "", ""),
        ("/art.html?v=1.5", "2.0 版", ""),
    ],
)
def test_the_ending_of_what_is_behind_a_link(url: str, text: str, kind: str) -> None:
    assert ending(HOST + url, text) == kind
