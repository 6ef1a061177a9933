"""What the text of a document says of itself, as lines: its number, its day, whether it is open, how it is registered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from core import dates, names, numerals, titles

_NUMBER = r"[\u4e00-\u9fff]{1,14}[〔\[(【](?:19|20)\d\d[〕\])】]第?\d{1,4}号"
_ORDER = r"[\u4e00-\u9fff]{0,16}令(?:\((?:19|20)\d\d\))?第?\d{1,4}号|第\d{1,4}号令|(?:19|20)\d\d年第\d{1,4}号"
_OWN_NUMBER = re.compile(rf"(?:发?文(?:件?编|字)?号:?)?[(【\[]?(?:{_NUMBER}|{_ORDER}|第\d{{1,4}}号)[)】\]]?")
_ANY_NUMBER = re.compile(rf"{_NUMBER}|{_ORDER}")
_ONE = r"[一二三四五六七八九十]{1,3}"
_DAY = rf"(?:(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日|二[〇○零o0][〇○零o0一二三四五六七八九]{{2}}年{_ONE}月{_ONE}日)"
#: A day that ends a short line: a signature, a note under the title, the line of the printer.
_SIGNED = re.compile(
    rf".{{0,40}}(?<![自于至到从在])(?P<day>{_DAY})(?:印发|发布|印|发)?[)\]】。]?(?:[(\[【]此件.{{0,20}})?"
)
_WAY = r"(?:主动|依申请|不予|免予|全文|删减后?)公开"
_OPEN = re.compile(
    rf"此[件文].{{0,8}}公开|[(\[【]?(?:(?:政府)?(?:信息)?公开(?:属性|方式|形式|类别|类型|选项|范围)?:?)?[☑√■]?{_WAY}"
    r"(?:[□☐○].*)?[)\]】。]?|[(\[【]公开(?:发布)?[)\]】]"
)
_NOTE = re.compile(rf"此[件文].{{0,8}}(?:公开|删减)|^[(\[【](?:本文件?)?(?:{_WAY}|公开(?:发布)?)[)\]】]$")
#: An office and a day, or the line of the printer, wherever on a page they stand.
_OFFICE = r".{1,36}(?:政府|办公[室厅]|委员会|[局厅部院会处]|中心|指挥部|小组)"
_CLOSING = re.compile(rf"{_OFFICE},?{_DAY}|.{{0,40}}{_DAY}印发")
_REGISTERED = re.compile(r"(?:.{0,6}(?:登记|编)号:?)?[(\[]?([a-z]{2,8}dr[-－—]?20\d\d[-－—]?\d{5,8})[)\]]?")
_ROUGH_DAY = r"(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)|二[〇○零o0].{2}年.{1,2}月(?:.{1,3}日)?"
#: What may be an element in a form that nobody thought of.
_NEAR = {
    "number": re.compile(
        r"(?<![\d路街巷道院楼])(?:\d{1,5}|[一二三四五六七八九十])号|号令|[〔\[(【{<](?:19|20)\S{1,3}[〕\])】}>]|[a-z]{2,8}dr[-—]?20\d\d"
    ),
    "made": re.compile(rf"(?<![自于至到从在])(?:{_ROUGH_DAY})(?![起前止至])"),
    "open": re.compile(rf"(?:{_WAY}|社会公开|本文件?公开)(?!工作|内容|目录|制度|指南)|公开发布"),
}
_PUBLISHED = re.compile(r"^.{0,4}(?:发布|公开|更新|上传|录入|浏览)")
_UNTIL = re.compile(rf"有效期限?(?:截?至|到|截止到?)(?P<day>{_DAY})")
_FOR = re.compile(r"(?:有效期限?|试行期限?)(?:为|是)?(?P<years>\d|[一二两三四五六七八九十])年")
_FROM = re.compile(rf"自(?P<day>{_DAY})起")
_ADDRESSED = re.compile(r".{4,}:$|。|^第一[条章]|^一、")
_SHORT = 60


def numbered(lines: Iterable[str], title: str = "") -> bool:
    """Whether they carry the document's own number: in the title, on a line of its own, or over several above the text."""
    if _ANY_NUMBER.search(titles.outside(title)):
        return True
    plain = [names.plain(line) for line in lines]
    return any(len(line) < _SHORT and _OWN_NUMBER.fullmatch(line) for line in plain) or bool(
        _ANY_NUMBER.search("".join(_head(plain)))
    )


def signed(lines: Iterable[str]) -> tuple[str, date | None]:
    """(the name above the day that ends the document's own text, the day); a day under an office goes before any other."""
    found = list(_signatures(lines))
    return next((one for one in found if re.fullmatch(_OFFICE, one[0])), found[0] if found else ("", None))


def days(lines: Iterable[str]) -> list[date]:
    """The days with which short lines end."""
    return [day for _, day in _signatures(lines) if day]


def near(element: str, lines: Iterable[str]) -> bool:
    """Whether something like the number, the day of making or the words of openness stands there, in whatever form."""
    plain = [names.plain(line) for line in lines]
    if element == "number":
        plain = _head(plain)
    if element == "made":
        plain = [line for line in plain if not _PUBLISHED.match(line)]
    tails = (line if len(line) < _SHORT else line[-20:] for line in plain)
    pattern = _NEAR.get(element)
    return pattern is not None and any(pattern.search(line) for line in tails)


def ends(lines: Iterable[str], made: date | None) -> date | None:
    """The day until which a text says that it is valid: itself, or so many years after it took effect."""
    text = names.plain("".join(lines))
    if until := _UNTIL.search(text):
        return _day(until["day"])
    years, begun = _FOR.search(text), _FROM.search(text)
    day = _day(begun["day"]) if begun else made
    if not (years and day):
        return None
    return dates.add_months(day, 12 * numerals.count(years["years"].replace("两", "二")))


def closed(lines: Iterable[str]) -> bool:
    """Whether an office and a day stand together, wherever on the page: the signature may be apart from the text."""
    plain = [names.plain(line) for line in lines]
    return any(
        len(line) < _SHORT and (_CLOSING.fullmatch(line) or (re.fullmatch(_DAY, line) and re.fullmatch(_OFFICE, above)))
        for above, line in pairwise(["", *plain])
    )


def apart(lines: Iterable[str]) -> bool:
    """Whether a number stands on a line of its own, wherever on the page."""
    return any(len(line) < _SHORT and _OWN_NUMBER.fullmatch(line) for line in map(names.plain, lines))


def is_open(lines: Sequence[str]) -> bool:
    """Whether a text says how far it is public: 此件公开发布, (主动公开)."""
    return any(len(line) < _SHORT and _OPEN.fullmatch(line) for line in map(names.plain, lines)) or is_noted(lines)


def is_noted(lines: Iterable[str]) -> bool:
    """Whether one of them is the note that an office writes under a document: 此件公开发布."""
    return any(len(line) < _SHORT and _NOTE.search(line) for line in map(names.plain, lines))


def registrations(lines: Iterable[str]) -> list[str]:
    """Numbers under which a district registers normative documents, where they stand apart from a sentence."""
    plain = (names.plain(line) for line in lines)
    found = (match[1].upper() for line in plain if len(line) < _SHORT and (match := _REGISTERED.fullmatch(line)))
    return list(dict.fromkeys(found))


def _signatures(lines: Iterable[str]) -> Iterator[tuple[str, date | None]]:
    """(the name above, the day) of every short line that ends with a day."""
    plain = [names.plain(line) for line in lines]
    for above, line in pairwise(["", *plain]):
        found = _SIGNED.fullmatch(line) if len(line) < _SHORT else None
        if found and not _PUBLISHED.match(line):
            whole = re.fullmatch(_DAY, line)
            yield (above if whole and 3 <= len(above) <= 40 else ""), _day(found["day"])


def _head(plain: Sequence[str]) -> list[str]:
    """The short lines before the text begins."""
    head: list[str] = []
    for line in plain[:12]:
        if len(line) >= _SHORT or _ADDRESSED.search(line):
            break
        head.append(line)
    return head


def _day(text: str) -> date | None:
    return dates.as_date(dates.first(text) or dates.alone(text))
