"""What the command line says of itself: in Chinese, in its columns."""

from pathlib import Path

import pytest

from tests.site.cli import bihuan

COMMANDS = (
    *("audit", "recheck", "judge", "cases", "confirm", "dismiss", "claim", "waive", "link", "notify", "report"),
    *("inventory", "checks", "run", "serve", "demo"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese(command: str, tmp_path: Path) -> None:
    said = bihuan(tmp_path, command, "--help")
    assert said.code == 0
    assert "选项：" in said.out and "--help" in said.out
    assert not any(word in said.out for word in ("Usage", "Options", "Show", "[required]", "[default", "<str>", "..]]"))


def test_a_call_without_a_command_is_answered_with_the_help(tmp_path: Path) -> None:
    said = bihuan(tmp_path)
    assert said.code == 2
    assert "\n命令：\n  audit " in said.err


def test_values_stay_in_their_columns(tmp_path: Path) -> None:
    said = bihuan(tmp_path, "link", "--help").out.partition("选项：")[2]
    columns = {
        len(said.partition(word)[0].rpartition("\n")[2].encode("gbk")) for word in ("停用此前", "配置文件", "办理人")
    }
    assert len(columns) == 1


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("audit",), "TARGET：没有写"),
        (("audit", "a", "--max-pages", "x"), "--max-pages：应为整数"),
        (("audit", "a", "--max-pages", "-1"), "--max-pages：不应小于 0"),
        (("audit", "a", "--inventry", "b"), "--inventry：没有这个选项，是否想写 --inventory？"),
        (("audit", "a", "--fail-on", "high"), "--fail-on：应为 veto、deduction、requirement、advice 之一"),
        (("chekcs",), "chekcs：没有这个命令"),
        (("checks", "links", "more"), "more：多出来的内容"),
        (("cases", "--json", "."), ".：写不进去（这是文件夹）"),
        (("cases", "--unit", "nobody"), "--unit：没有“nobody”这个单位"),
        (("cases", "--site", "nowhere"), "--site：没有“nowhere”这个网站"),
        (("cases", "--check", "link"), "link：没有这项检查，是否想写 links？"),
        (("report", "ledger", "--batch", "1999"), "--batch：没有“1999”这个批次"),
        (("serve", "--listen", "203.0.113.9:8000"), "203.0.113.9:8000：不能在该地址提供服务（本机没有这个地址）"),
    ],
)
def test_a_mistake_is_one_line(call: tuple[str, ...], told: str, tmp_path: Path) -> None:
    said = bihuan(tmp_path, *call)
    assert (said.code, said.err.strip(), said.out) == (2, told, "")


def test_a_ledger_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "bihuan.sqlite3").write_text("no database")
    said = bihuan(tmp_path, "cases")
    assert said.code == 2
    assert said.err.startswith("sqlite:///") and "数据库打不开" in said.err and said.err.count("\n") == 1
