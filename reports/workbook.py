"""The findings workbook that an official forwards: 汇总, 问题清单, 提示与预警, 未能判定, 说明."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.catalogue import Catalogue, Rule
from core.types import Level
from reports._sheet import Book, Column
from reports.counts import answer, by_unit, conclusion, due, faults, groups, kinds, levels, vetoes
from reports.digest import MARKS, Digest, Seen, digest, href, rule_of

_TITLE = "政府网站与政务新媒体检查"
_NUMBER = Column("序号", 5, "count")
_WHO = (
    Column("单位", 12),
    Column("网站", 12),
    Column("栏目路径", 14),
    Column("问题类型", 10),
    Column("严重程度", 7, "mark"),
)
_WHERE = (Column("涉及页面数", 8, "count"), Column("页面", 24), Column("证据位置", 24), Column("发现时间", 16, "time"))
_FOUND = (
    _NUMBER,
    *_WHO,
    Column("依据", 18),
    Column("问题描述", 30),
    *_WHERE,
    Column("整改建议", 22),
    Column("整改期限", 10),
)
_TOLD = (_NUMBER, Column("类别", 9), *_WHO, Column("依据", 18), Column("情况描述", 30), *_WHERE, Column("处理建议", 22))
_UNSURE = (
    *(_NUMBER, Column("单位", 12), Column("网站", 12), Column("栏目路径", 14), Column("检查项", 10)),
    *(Column("未能判定的情况和原因", 44), Column("页面", 28), Column("证据位置", 28)),
    *(Column("读取时间", 16, "time"), Column("何时不作判定", 30)),
)
_MEANT = (
    *(Column("问题类型", 11), Column("严重程度", 8, "mark"), Column("依据", 30), Column("合格的情形", 30)),
    *(Column("判为问题的情形", 36), Column("不作判定的情形", 34), Column("如何整改", 30), Column("整改期限", 11)),
)
_NOTES = (
    "“X类Y处”：类是问题类型的数目；一个网址、栏目、域名或事项为一处。“涉及页面数”是一处问题牵涉的页面数目，不另计处。",
    "“页面”是问题所指的地址；“证据位置”是看到问题的地方，如链接所在的页面、栏目的路径、域名记录。点击序号打开看到问题的页面。",
    "“提示与预警”：预警尚未到时限；规则待确认的条文尚待核对；三者连同提示都请有关单位知悉，前两者不计入问题数。",
    "“未能判定”：因所列原因没有作出判断，既不算问题，也不算通过。",
    "整改期限从交办之日起算，以交办通知为准。问题须经核实交办，才要求整改。",
)


def write(
    records: Sequence[Mapping[str, Any]], catalogue: Catalogue, units: Mapping[str, str] | None, path: Path
) -> None:
    """Write audit objects of `bihuan audit --json` to `path`; `units` are the names of units by key.

    Raises `BadInput` where the file cannot be written.
    """
    sites = [digest(record, catalogue, units) for record in records]
    with Book(path) as book:
        _summary(book, sites, catalogue)
        _found(book, sites, catalogue)
        _told(book, sites, catalogue)
        _unsure(book, sites, catalogue)
        _meant(book, sites, catalogue)


def _summary(book: Book, sites: Sequence[Digest], catalogue: Catalogue) -> None:
    """Units by kinds of problem, every figure a number, then what was read."""
    found = faults(sites)
    rules = [group.rule for group in groups(found, catalogue)]
    totals = [Column(head, 7, "number") for head in ("合计", *(MARKS[level][1] for level in Level))]
    figures = [*totals, *(Column(rule.name, 4, "number", upright=True) for rule in rules)]
    columns = (Column("单位", max(22, 100 - 7 * len(figures))), Column("问题", 12), *figures)
    sheet = book.sheet("汇总", f"{_TITLE}问题汇总", answer(sites), columns)
    for unit, seen in [*by_unit(found).items(), ("合计", found)]:
        of = Counter(one.check for one in seen)
        places = [of[rule.check] or None for rule in rules]
        sheet.row((unit, kinds(seen), len(seen), *levels(seen).values(), *places), bold=seen is found)
    sheet.note("")
    for group in vetoes(sites, catalogue):
        sheet.note(f"{'临近' if group.seen[0].early else '触及'}单项否决：{group.told}（{group.units}）")
    for site in sites:
        judged = f"问题 {len(site.faults):,} 处，未能判定 {len(site.unsure):,} 项，通过 {len(site.passed):,} 项规则。"
        sheet.note(f"{site.name}：{site.taken_at} 开始，按 {site.day} 判定{site.carried}。{site.completeness}{judged}")


def _found(book: Book, sites: Sequence[Digest], catalogue: Catalogue) -> None:
    listed = [one for one in faults(sites) if one.level is not Level.ADVICE]
    sheet = book.sheet("问题清单", f"{_TITLE}问题清单", _lead(sites, listed), _FOUND)
    for number, (rule, one) in enumerate(_ordered(listed, catalogue), 1):
        sheet.row((number, *_who(rule, one), *_what(rule, one), rule.fix, due(rule)), _link(one))
    sheet.filtered()


def _told(book: Book, sites: Sequence[Digest], catalogue: Catalogue) -> None:
    parts = {
        "预警": [one for site in sites for one in site.early],
        "规则待确认": [one for site in sites for one in site.unconfirmed],
        "提示": [one for one in faults(sites) if one.level is Level.ADVICE],
    }
    counted = "，".join(f"{name} {len(seen):,} 项" for name, seen in parts.items())
    sheet = book.sheet("提示与预警", f"{_TITLE}提示与预警", counted, _TOLD)
    rows = [(name, rule, one) for name, seen in parts.items() for rule, one in _ordered(seen, catalogue)]
    for number, (name, rule, one) in enumerate(rows, 1):
        sheet.row((number, name, *_who(rule, one), *_what(rule, one), rule.fix), _link(one))
    sheet.filtered()


def _unsure(book: Book, sites: Sequence[Digest], catalogue: Catalogue) -> None:
    seen = [one for site in sites for one in site.unsure]
    lead = f"共 {len(seen):,} 项，既不算问题，也不算通过"
    sheet = book.sheet("未能判定", f"{_TITLE}未能判定事项", lead, _UNSURE)
    for number, (rule, one) in enumerate(_ordered(seen, catalogue), 1):
        who = (number, one.unit, one.site, one.column, rule.name)
        sheet.row((*who, _said(one), one.url or one.subject, one.place, one.at, rule.unsure_when), _link(one))
    sheet.filtered()


def _meant(book: Book, sites: Sequence[Digest], catalogue: Catalogue) -> None:
    checks = sorted(frozenset().union(*(site.checks for site in sites)))
    rules = sorted((rule_of(check, catalogue) for check in checks), key=lambda rule: list(Level).index(rule.level))
    sheet = book.sheet("说明", "检查项说明", f"本次检查了 {len(rules)} 项规则", _MEANT)
    for rule in rules:
        told = (rule.basis, rule.good, rule.fails, rule.unsure_when, rule.fix, due(rule))
        sheet.row((rule.name, MARKS[rule.level][1], *told))
    sheet.note("")
    for text in _NOTES:
        sheet.note(text)


def _lead(sites: Sequence[Digest], listed: Sequence[Seen]) -> str:
    """How many are listed here, and where the rest is; without any, what that means."""
    if not listed:
        return conclusion(sites)
    advice = sum(one.level is Level.ADVICE for one in faults(sites))
    rest = f"；另有提示 {advice:,} 处，见“提示与预警”" if advice else ""
    return f"{kinds(listed)}{rest}"


def _ordered(seen: Iterable[Seen], catalogue: Catalogue) -> Iterator[tuple[Rule, Seen]]:
    """By unit, then by kind, as in the report."""
    for own in by_unit(seen).values():
        for group in groups(own, catalogue):
            for one in group.seen:
                yield group.rule, one


def _who(rule: Rule, one: Seen) -> tuple[object, ...]:
    return one.unit, one.site, one.column, rule.name, MARKS[one.level][1]


def _what(rule: Rule, one: Seen) -> tuple[object, ...]:
    basis = "；".join(part for part in (rule.basis, one.clause) if part)
    return basis, _said(one), _pages(rule, one), one.url or one.subject, one.place, one.at


def _link(one: Seen) -> str:
    return one.place if href(one.place) else one.url


def _said(one: Seen) -> str:
    return f"{one.title}\n{one.text}" if one.text else one.title


def _pages(rule: Rule, one: Seen) -> int | None:
    """On how many pages it stands: as the catalogue's sentence says, else one where there is a page at all."""
    for pattern in _counting(tuple(say.text for say in rule.says.values())):
        if told := pattern.match(one.text):
            return int(told[1].replace(",", ""))
    return 1 if one.url else None


@lru_cache
def _counting(sentences: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Patterns of the sentences that tell a number of pages, up to what stands behind it."""
    parts = [re.split(r"\{(\w+)[^}]*\}", sentence) for sentence in sentences]
    return tuple(
        re.compile(
            "".join(".*?" if at % 2 else re.escape(part) for at, part in enumerate(words[: words.index("places")]))
            + r"([\d,]+)"
            + re.escape(words[words.index("places") + 1])
        )
        for words in parts
        if "places" in words[1::2]
    )
