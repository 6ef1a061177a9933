"""`bihuan checks`: what is checked, and what each check means."""

from rich.console import Console
from rich.table import Table

from core.catalogue import Catalogue, Rule
from reports.digest import MARKS


def listing(catalogue: Catalogue, console: Console) -> None:
    """All checks, a line each."""
    table = Table(box=None, pad_edge=False)
    for head in ("检查项", "名称", "级别", "做得好的网站"):
        table.add_column(head, overflow="fold")
    for name, rule in catalogue.rules.items():
        table.add_row(name, rule.name, _level(rule), rule.good)
    console.print(table)


def explain(rule: Rule, console: Console) -> None:
    """One check in full."""
    rows = (
        ("名称", rule.name),
        ("级别", _level(rule) + ("" if rule.confirmed else "（依据未经核实，只作提示）")),
        ("依据", rule.basis),
        ("合格", rule.good),
        ("判为问题", rule.fails),
        ("不作判定", rule.unsure_when),
        ("如何整改", rule.fix),
    )
    console.print(f"{rule.check}", markup=False)
    for head, text in rows:
        console.print(f"  {head}：{text}", markup=False)


def _level(rule: Rule) -> str:
    return " ".join(MARKS[rule.level])
