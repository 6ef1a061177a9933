"""The audit on the terminal: the answer first, then vetoes, units, what by check, what could not be judged, what was read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.catalogue import Catalogue
from core.types import Level, Verdict
from reports.counts import Group, answer, by_unit, faults, groups, kinds, levels, vetoes
from reports.digest import MARKS, Digest, Seen, digest, shorten

_COLOURS: Mapping[str, str] = {
    Level.VETO: "red",
    Level.DEDUCTION: "yellow",
    Level.REQUIREMENT: "blue",
    Level.ADVICE: "bright_black",
    Verdict.UNSURE: "magenta",
}


def summary(
    audits: Sequence[Mapping[str, Any]],
    catalogue: Catalogue,
    console: Console,
    units: Mapping[str, str] | None = None,
) -> None:
    """Print audit objects of `bihuan audit --json`; several are added up first, then told one by one.

    `units` are the names of units by key.
    """
    sites = [digest(audit, catalogue, units) for audit in audits]
    if len(sites) != 1:
        _head(sites, catalogue, console)
    for site in sites:
        if len(sites) > 1:
            console.print()
            _line(console, answer([site]), "bold")
        else:
            _head([site], catalogue, console)
        _site(site, catalogue, console)


def _head(sites: Sequence[Digest], catalogue: Catalogue, console: Console) -> None:
    """The answer, what is unfinished, the vetoes and the units."""
    _line(console, answer(sites), "bold")
    for site in sites:
        if not site.complete:
            _line(console, f"{site.name}：{site.completeness}" if len(sites) > 1 else site.completeness, "magenta")
    if near := vetoes(sites, catalogue):
        _line(console, "\n单项否决")
        for group in near:
            _veto(console, group)
    units = by_unit(faults(sites))
    if len(units) > 1:
        _units(console, units)


def _site(site: Digest, catalogue: Catalogue, console: Console) -> None:
    if site.faults:
        _table(console, ("级别", "规则", "处数", "例"), [_fault(group) for group in groups(site.faults, catalogue)])
    _apart(console, "预警（未到时限，不计入问题）", site.early, catalogue)
    _apart(console, "规则待确认（不计入问题）", site.unconfirmed, catalogue)
    if site.unsure:
        _line(console, "\n未能判定（不算问题，也不算通过）")
        _table(console, ("级别", "规则", "处数", "原因"), [_unsure(group) for group in groups(site.unsure, catalogue)])
    _line(console, _facts(site))


def _veto(console: Console, group: Group) -> None:
    """One veto that is reached or near: 栏目不更新累计 3/5，距单项否决还差 2 个."""
    state, level = ("▲ 临近", Level.DEDUCTION) if group.seen[0].early else ("■ 触及", Level.VETO)
    _line(console, f"{state}  {group.told}（{group.units}）", _COLOURS[level])


def _units(console: Console, units: Mapping[str, Sequence[Seen]]) -> None:
    table = Table(box=None, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("责任单位", overflow="fold", max_width=30)
    for head in ("问题", *(MARKS[level][1] for level in Level)):
        table.add_column(head, justify="right", no_wrap=True)
    for unit, seen in units.items():
        table.add_row(Text(unit), kinds(seen), *(f"{count:,}" for count in levels(seen).values()))
    console.print()
    console.print(table, highlight=False)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), highlight=False, soft_wrap=not console.is_terminal)


def _table(console: Console, heads: Sequence[str], rows: Sequence[Sequence[Text]]) -> None:
    table = Table(box=None, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(heads[0], no_wrap=True)
    table.add_column(heads[1], max_width=20, overflow="fold")
    table.add_column(heads[2], justify="right", no_wrap=True)
    table.add_column(heads[3], overflow="fold", ratio=1)
    for row in rows:
        table.add_row(*row)
    console.print()
    console.print(table, highlight=False)


def _fault(group: Group) -> tuple[Text, ...]:
    first = group.seen[0]
    example = Text(shorten(first.title, 60))
    if first.url:
        example.append(f"\n{shorten(first.url, 44)}", style="dim")
    return _mark(group.level), Text(group.rule.name), Text(f"{len(group.seen):,}"), example


def _unsure(group: Group) -> tuple[Text, ...]:
    (reason, count), *others = Counter(one.text or one.title for one in group.seen).most_common()
    more = f"（{count:,} 项；另有 {len(others):,} 种原因）" if others else ""
    return _mark(Verdict.UNSURE), Text(group.rule.name), Text(f"{len(group.seen):,}"), Text(shorten(reason, 80) + more)


def _mark(level: str) -> Text:
    sign, word = MARKS[level]
    return Text(f"{sign} {word}", style=_COLOURS[level])


def _apart(console: Console, title: str, seen: Sequence[Seen], catalogue: Catalogue) -> None:
    if seen:
        names = "、".join(f"{group.rule.name} {len(group.seen):,}" for group in groups(seen, catalogue))
        _line(console, f"\n{title}：{kinds(seen)}：{names}")


def _facts(site: Digest) -> str:
    crawl = f"{site.pages:,} 个页面，{site.requests:,} 次请求，{site.seconds:.1f} 秒，{site.bytes / 1048576:.1f} MB"
    outcomes = "、".join(f"{word} {count:,}" for word, count in site.outcomes.items())
    passed = f"通过 {sum(site.passed.values()):,}（{len(site.passed)} 项规则）"
    whole = "完整" if site.complete else "未完整"
    unread = ["未读完的部分：", *(f"  {one}" for one in site.unread)] if site.unread else []
    return "\n" + "\n".join([f"抓取：{whole}；{crawl}", *([f"结果：{outcomes}"] if outcomes else []), *unread, passed])
