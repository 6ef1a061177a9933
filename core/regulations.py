"""Where a page that shows a regulation differs from the text that was promulgated."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from core import names, titles

_FIRST = re.compile(r"第一条")
_HEADING = re.compile(r"第[一二三四五六七八九十百]+[编章节].{0,40}")
_STOP = re.compile(r"[。;；!！?？]")
#: What an article is about, put into brackets behind its number; the foot of a printed page, and the line at its head.
_TITLE = re.compile(r"(第[一二三四五六七八九十百]+条\s*)[【\[(][^】\])。]{1,30}[】\])]")
_PAGE = re.compile(r"\W*(?:第?\d{1,4}页?(?:,?共\d{1,4}页)?|\d{1,4}\s*/\s*\d{1,4})\W*")
_HEADER = 3
_NATION = "中华人民共和国"
#: What may stand round a regulation's name in the title of a page that shows it.
_AROUND = re.compile(
    r"全文|文本|正文|法规|法律|行政|国务院|令|第?\d+号|(?:19|20)\d\d年?\d*月?\d*日?|修订版?|修正版?|最新版?|现行|有效|公布|施行|[\W_]"
)
_PART = re.compile(r"节选|摘录|摘编|摘要|部分条款|相关条款|有关规定")
_CHANGED = re.compile(
    r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日[^,。;()]{0,40}?(?:修订|修正|修改|公布|通过)|(?:19|20)\d\d年?(?:修订|修正)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Difference:
    """What the official text says and what stands on the page; one of them may be empty."""

    official: str
    shown: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`share` of the official sentences stand on the page word for word; `cut`: what is missing is missing at an end, or is much."""

    share: float
    differences: tuple[Difference, ...]
    cut: bool = False
    other_version: bool = False


def key(title: str) -> str:
    """A regulation's name for comparison."""
    return titles.key(title).removeprefix(_NATION)


def named(title: str) -> tuple[str, ...]:
    """The regulation as which a page's title presents it; nothing where the title says anything else."""
    quoted = titles.quoted(title)
    if not quoted:
        bare = re.sub(r"^[\[【(][^\])】]{0,8}[\])】]|[(（][^()（）]*[)）]$", "", names.title(title))
        return (key(bare),)
    rest = _AROUND.sub("", titles.outside(title))
    return (key(quoted[0]),) if len(quoted) == 1 and not rest else ()


def changed_in(official: str) -> int:
    """The year of the last change of which the notes above the first article tell; 0 where they tell of none."""
    years = (year for one in _CHANGED.finditer(_above(official)) for year in _YEAR.findall(one[0]))
    return max(map(int, years), default=0)


def is_part(title: str) -> bool:
    """Whether a title says that only a part is shown."""
    return bool(_PART.search(names.plain(title)))


def compare(official: str, shown: str) -> Compared:
    """Sentence by sentence from the first article on; marks, white space, headings and what follows the end say nothing."""
    headings = sorted(
        {names.letters(line) for line in official.split("\n") if _HEADING.fullmatch(names.plain(line))}, key=len
    )
    ours, theirs = (_sentences(text, headings[::-1]) for text in (official, shown))
    matched = SequenceMatcher(
        None, [names.letters(one) for one in ours], [names.letters(one) for one in theirs], autojunk=False
    )
    blocks = [code for code in matched.get_opcodes() if code[0] != "equal"]
    found: list[Difference] = []
    missing = 0
    cut = False
    for _, start, end, begin, stop in blocks:
        at_end = end == len(ours) or start == 0
        if begin == stop:
            missing += end - start
            cut = cut or at_end
        found += _different(ours[start:end], theirs[begin:stop], last=start == len(ours))
    many = missing > max(3, len(ours) // 5)
    share = 1 - sum(bool(one.official) for one in found) / max(1, len(ours))
    return Compared(share, tuple(found), cut or many, _versions_differ(official, shown))


def _different(ours: Sequence[str], theirs: Sequence[str], *, last: bool) -> Iterator[Difference]:
    """The pairs of sentences that differ. Words of the page's frame may stand before or behind a sentence, and after the last one."""
    if last:
        return
    for at in range(max(len(ours), len(theirs))):
        official, shown = ("".join(side[at : at + 1]) for side in (ours, theirs))
        same, other = names.letters(official), names.letters(shown)
        if not same and len(other) < 8:
            continue
        if same and (other.endswith(same) or other.startswith(same)):
            continue
        yield Difference(official, shown)


def _sentences(text: str, headings: Sequence[str]) -> list[str]:
    """From the first article on, headings left out."""
    lines = [_TITLE.sub(r"\1", unicodedata.normalize("NFKC", line).strip()) for line in text.split("\n")]
    often = Counter(lines)
    lines = [line for line in lines if not _PAGE.fullmatch(line) and (often[line] < _HEADER or _STOP.search(line))]
    kept = [line for line in lines if line and names.letters(line) not in headings and not _HEADING.fullmatch(line)]
    whole = re.sub(r"\s+", "", "".join(kept))
    begun = _FIRST.search(whole)
    whole = whole[begun.start() :] if begun else whole
    return [part for part in _STOP.split(whole) if names.letters(part)]


def _versions_differ(official: str, shown: str) -> bool:
    """Whether the notes above the first article tell of other years of change."""
    ours, theirs = (
        {year for one in _CHANGED.finditer(_above(text)) for year in _YEAR.findall(one[0])}
        for text in (official, shown)
    )
    return bool(ours and theirs) and ours != theirs


def _above(text: str) -> str:
    return _FIRST.split(names.plain(text), maxsplit=1)[0][:3000]
