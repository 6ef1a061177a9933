"""`bihuan judge`: replay. What other rules would say of a stored snapshot, against what its audit said."""

from pathlib import Path

from checks._registry import registered
from core.concluded import keep, kept
from tests.build import CATALOGUE, HOME, build, judged
from tests.invented import portal
from tests.site.cli import bihuan

CHECK = "mandatory_columns"
OWN = """
[standard]
key = "disclosure-platform"
name = "四项固定内容"
document = "《条例》"
binds = ["government"]

[[item]]
key = "guide"
title = "政府信息公开指南"
clause = "第十二条"
names = ["政府信息公开指南"]
"""


def audited(folder: Path) -> Path:
    """A snapshot whose audit looked for columns alone."""
    path = build(folder, portal(), standards=["disclosure-platform"])
    findings = judged(path, CHECK).findings
    keep(path, findings, [name for name in registered() if name != CHECK])
    return path


def test_the_same_rules_say_the_same_and_leave_it_as_it_was(tmp_path: Path) -> None:
    path = audited(tmp_path)
    before = kept(path)
    said = bihuan(tmp_path, "judge", str(path))
    assert said.code == 0
    assert "与检查时的结论比较：问题新增 0、消失 0、不变 " in said.out.splitlines()[0]
    assert not any(line.startswith(("新增的", "消失的")) for line in said.out.splitlines())
    assert (
        before
        and kept(path) == before
        and set(before.said)
        == {(CHECK, f"disclosure-platform/{item.key}") for item in CATALOGUE.standards["disclosure-platform"].items}
    )
    assert HOME in bihuan(tmp_path, "judge", str(path), "--json", "-").json["site"]["url"]


def test_a_rule_that_asks_for_less_shows_what_would_be_gone(tmp_path: Path) -> None:
    path = audited(tmp_path)
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    (tmp_path / "bihuan.toml").write_text('[standards]\nfiles = ["own.toml"]\n', "utf-8")
    lines = bihuan(tmp_path, "judge", str(path), "--only", CHECK).out.splitlines()
    assert "消失 3、不变 1" in lines[0]
    assert sum(line.startswith("  - ") for line in lines) == 3


def test_a_snapshot_that_kept_nothing_is_judged_all_the_same(tmp_path: Path) -> None:
    said = bihuan(tmp_path, "judge", str(build(tmp_path, portal())), "--only", CHECK)
    assert said.code == 0 and said.out.startswith("与检查时的结论比较：该快照没有保存结论，无法比较。")
