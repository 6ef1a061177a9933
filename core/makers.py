"""Who made a document: the units of the register by the names that documents print."""

import re
from collections.abc import Iterable, Iterator

from core import names
from core.snapshot import Snapshot
from core.titles import offices

_WEB = re.compile(r"(?:政务)?(?:门户|官方)?(?:网站|官网|门户|网)$")
_REGION = re.compile(r"(?:.*[省市州盟])?([\u4e00-\u9fff]{1,5}[区县市旗])人民政府")
_LARGER = re.compile(r"[省市州盟]$")


class Makers:
    """Built once a snapshot. `regions` are names like 云泽区, as governments among the units carry them."""

    def __init__(self, snapshot: Snapshot) -> None:
        units: dict[str, list[str]] = snapshot.meta.get("units", {})
        home = snapshot.page(snapshot.homes[0])
        own = [_WEB.sub("", names.plain(text)) for text in (snapshot.site.name, home.title if home else "") if text]
        known = [(name, unit) for unit, listed in units.items() for name in map(names.plain, listed)]
        known += [(name, snapshot.site.unit) for name in own]
        places = [names.plain(place["name"]) for place in snapshot.meta.get("elsewhere", ())]
        self.regions = tuple(dict.fromkeys(_regions([*(name for name, _ in known), *places])))
        self._units = dict(known[::-1])
        for name, unit in known:
            for printed in _printed(name, self.regions):
                self._units.setdefault(printed, unit)

    def unit(self, printed: str) -> str:
        """The key of the unit that a document calls so; "" for one that nobody registered."""
        name = names.plain(printed)
        if found := self._units.get(name):
            return found
        for region in self.regions:
            before, at, after = name.partition(region)
            if at and (not before or _LARGER.search(before)):
                return self._units.get(region + after) or self._units.get(after, "")
        return ""

    def units(self, printed: str) -> tuple[tuple[str, ...], bool]:
        """(the units that are named together, the leading one first; whether all that are named are known)."""
        found, every = [], True
        for office in map(names.plain, offices(printed)):
            unit, rest = self._first(office)
            while unit:
                found.append(unit)
                unit, rest = self._first(rest)
            every = every and not rest
        return tuple(found), every

    def _first(self, name: str) -> tuple[str, str]:
        """The unit with whose name others written beside it begin, and the rest."""
        ends = (end for end in range(len(name), 3, -1) if self.unit(name[:end]))
        end = next(ends, 0)
        return (self.unit(name[:end]), name[end:]) if end else ("", name)

    def local(self, text: str) -> bool:
        """Whether a name begins with the region's."""
        return names.plain(text).startswith(self.regions) if self.regions else False


def _regions(known: Iterable[str]) -> Iterator[str]:
    for name in known:
        if found := _REGION.match(name):
            yield found.group(1)


def _printed(name: str, regions: Iterable[str]) -> Iterator[str]:
    """The ways in which a registered name may be printed; 区财政局 is 云泽区财政局 in documents."""
    for form in _forms(name):
        yield form
        for region in regions:
            if form[0] in "区县市旗":
                if form[0] == region[-1]:
                    yield region[:-1] + form
            elif not form.startswith(region):
                yield region + form


def _forms(name: str) -> Iterator[str]:
    yield name
    if name.endswith(("镇", "乡")):
        yield name + "人民政府"
    if name.endswith("街道"):
        yield name + "办事处"
    if name.endswith("政府"):
        whole = name if name.endswith("人民政府") else name.removesuffix("政府") + "人民政府"
        yield from (whole, whole + "办公室")
