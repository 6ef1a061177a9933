"""What the unit's page shows: its living cases by kind, the worst first, each with its evidence and what was said to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from core.catalogue import Catalogue, Rule
from core.clock import CHINA, now
from core.types import Level
from ledger import desk
from ledger.desk import CaseRow
from ledger.models import Event
from ledger.models.cases import EVENTS
from ledger.states import Happened, State
from reports import digest

_WORST = {str(level): place for place, level in enumerate(Level)}
_WEEKDAYS = "一二三四五六日"
_PLACES = 3
#: What a unit wants to read again of a case's past: its own words, and what was decided on them.
_TOLD = (
    Happened.SIGNED,
    Happened.CLAIMED,
    Happened.PARTLY,
    Happened.PART_MENDED,
    Happened.PART_REFUSED,
    Happened.REFUSED,
    Happened.REJECTED,
    Happened.REOPENED,
    Happened.TRANSFERRED,
    Happened.ASKED,
    Happened.EXTENDED,
    Happened.DISPUTED,
    Happened.KEPT,
    Happened.EXPIRED,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several places of a case, which may be mended before the others. `value` is what the form sends."""

    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """One case. `told` is the last thing that was said to it, "" where nothing was."""

    row: CaseRow
    title: str
    text: str
    address: str
    places: Sequence[str]
    all_places: int
    parts: Sequence["Part"]
    due: str
    late: int
    signed: bool
    told: str


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one check: `sign` and `word` of the worst level among them."""

    check: str
    name: str
    level: str
    sign: str
    word: str
    rule: Rule
    basis: str
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page. `waiting` are the cases that were answered as mended and wait to be read again."""

    groups: Sequence[Group]
    waiting: Sequence[Card]
    answer: str
    late: int
    unsigned: int

    @property
    def open(self) -> int:
        return sum(len(group.cards) for group in self.groups)


def sheet(unit: str, catalogue: Catalogue, at: datetime | None = None) -> Sheet:
    """The page of the unit."""
    at = at or now()
    rows = list(desk.rows(desk.Filter(unit=unit, states=[State.OPEN, State.CLAIMED]), at))
    told = _last_told(row.number for row in rows)
    cards = [_card(row, told.get(row.number)) for row in rows]
    groups = _groups([card for card in cards if card.row.state is State.OPEN], catalogue)
    to_mend = [card for group in groups for card in group.cards]
    return Sheet(
        groups=groups,
        waiting=[card for card in cards if card.row.state is State.CLAIMED],
        answer=_answer(groups, to_mend),
        late=sum(bool(card.late) for card in to_mend),
        unsigned=sum(not card.signed for card in to_mend),
    )


def when(moment: datetime) -> str:
    """11月30日（星期一）17:00, as papers say it."""
    moment = moment.astimezone(CHINA)
    return f"{moment.month}月{moment.day}日（星期{_WEEKDAYS[moment.weekday()]}）{moment:%H:%M}"


def _answer(groups: Sequence[Group], cards: Sequence[Card]) -> str:
    """The first line: how much, and by when."""
    if not cards:
        return "目前没有待整改的问题"
    dues = [card.row.due for card in cards if card.row.due and not card.late]
    first = f"，最早应于{when(min(dues))}前完成" if dues else ""
    return f"{len(groups)}类{len(cards)}处待整改{first}"


def _groups(cards: Sequence[Card], catalogue: Catalogue) -> list[Group]:
    kinds: dict[str, list[Card]] = {}
    for card in cards:
        kinds.setdefault(card.row.check, []).append(card)
    groups = [_group(check, sorted(found, key=_urgency), catalogue) for check, found in kinds.items()]
    return sorted(groups, key=lambda group: (_WORST[group.level], _urgency(group.cards[0])))


def _urgency(card: Card) -> tuple[int, float, str]:
    due = card.row.due.timestamp() if card.row.due else float("inf")
    return _WORST[card.row.level], due, card.row.number


def _group(check: str, cards: Sequence[Card], catalogue: Catalogue) -> Group:
    known = catalogue.rules.get(check)
    first = cards[0].row
    level = Level(first.level)
    rule = known or digest.rule_of(check, catalogue, level)
    name = known.name if known else f"{first.source}指出的问题" if first.source else "上级指出的问题"
    return Group(check, name, level, *digest.MARKS[level], rule, rule.basis or digest.clean(first.document), cards)


def _card(row: CaseRow, told: Event | None) -> Card:
    places = [place for place in map(digest.clean, row.places or (row.place,)) if place and place != row.url]
    signed = row.signed_at is not None and (row.assigned_at is None or row.signed_at >= row.assigned_at)
    return Card(
        row=row,
        title=digest.clean(row.title),
        text=digest.clean(row.text),
        address=digest.clean(row.url),
        places=places[:_PLACES],
        all_places=len(places),
        parts=[Part(f"{row.number} {place}", digest.clean(place)) for place in row.places if len(row.places) > 1],
        due=when(row.due) + ("（估算）" if row.due_estimated else "") if row.due else "",
        late=row.overdue_days,
        signed=signed,
        told=_told(told) if told else "",
    )


def _told(event: Event) -> str:
    at = event.at.astimezone(CHINA)
    words = f"：{digest.clean(event.note)}" if event.note else ""
    return f"{at:%Y-%m-%d %H:%M} {EVENTS[Happened(event.kind)]}{words}"


def _last_told(numbers: Iterable[str]) -> Mapping[str, Event]:
    events = Event.objects.filter(case__number__in=list(numbers), kind__in=_TOLD).select_related("case").order_by("id")
    return MappingProxyType({event.case.number: event for event in events})
