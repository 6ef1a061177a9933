"""What other rules would say of the same snapshot: new, gone, same, in lines for the terminal."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.catalogue import Catalogue
from core.concluded import Concluded, Key, Said

#: So many of a check are listed, the rest is counted.
_LISTED = 20
_TOLD = {"fail": "问题", "early": "预警", "unconfirmed": "待确认的问题", "unsure": "未能判定"}
_WORDS = {**_TOLD, "pass": "通过"}


@dataclass(frozen=True, slots=True)
class Replay:
    """The subjects that are called so now and were not, were and are not, were and are."""

    new: Sequence[tuple[Key, Said]]
    gone: Sequence[tuple[Key, Said]]
    same: int


def compare(before: Mapping[Key, Said], after: Mapping[Key, Said], word: str) -> Replay:
    """What both say with one word: fail, early, unconfirmed or unsure."""
    old, new = ({key: one for key, one in said.items() if one.word == word} for said in (before, after))
    return Replay(
        [(key, one) for key, one in new.items() if key not in old],
        [(key, one) for key, one in old.items() if key not in new],
        sum(key in old for key in new),
    )


def lines(before: Concluded | None, after: Mapping[Key, Said], ran: Collection[str], rules: Catalogue) -> Iterator[str]:
    """The comparison in words, over the checks that ran both times or are new."""
    if before is None:
        yield "与检查时的结论比较：该快照没有保存结论，无法比较。"
        return
    both = set(ran) - before.left_out
    then, now = ({key: one for key, one in said.items() if key[0] in both} for said in (before.said, after))
    replays = {word: compare(then, now, word) for word in _TOLD}
    counted = [
        f"{_TOLD[word]}新增 {len(one.new)}、消失 {len(one.gone)}、不变 {one.same}"
        for word, one in replays.items()
        if word == "fail" or one.new or one.gone or one.same
    ]
    yield f"与检查时的结论比较：{'；'.join(counted)}。"
    for word, one in replays.items():
        for sign, head, listed, other in (("+", "新增", one.new, then), ("-", "消失", one.gone, now)):
            yield from _listed(f"{head}的{_TOLD[word]}", sign, listed, other, rules)


def _listed(
    head: str, sign: str, listed: Sequence[tuple[Key, Said]], other: Mapping[Key, Said], rules: Catalogue
) -> Iterator[str]:
    by_check: dict[str, list[tuple[str, Said]]] = {}
    for (check, subject), one in listed:
        by_check.setdefault(check, []).append((subject, one))
    for check, ones in by_check.items():
        yield f"{head}：{rules.rules[check].name if check in rules.rules else check}（{len(ones)}）"
        for subject, one in ones[:_LISTED]:
            now = other.get((check, subject))
            became = f"（{'原' if sign == '+' else '现'}为{_WORDS[now.word]}）" if now else ""
            yield f"  {sign} {one.title}　{subject}{became}"
        if len(ones) > _LISTED:
            yield f"    另有 {len(ones) - _LISTED} 处"
