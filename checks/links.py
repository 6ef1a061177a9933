"""Links, images and attachments of the same registered domain work.

Clause: inspection-2019/links.
Pass (counted): the address answers.
Fail: it answers 404, 410, another 4xx or 500, or its host does not exist, on both looks.
Unsure: 401 403 405 407 408 429 451 502 503 504, block pages, time-outs, resets, failures of the resolver; a link that
only a script writes, for the script was not run.
Fix: mend or remove the link on the pages named.
"""

from collections.abc import Iterator

from checks._duties import Duties
from checks._registry import Check
from core._stored import Target
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding, Outcome
from core.urls import host_of, registered_domain, within

check = Check(__name__, scope="url")

_NOT_ASKED = (Outcome.ROBOTS, Outcome.FORBIDDEN)


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}
    duties = Duties(snapshot)
    for target in snapshot.targets():
        if within(target.url, domains):
            yield from _target(snapshot, rule, catalogue, target, duties)


def _target(snapshot: Snapshot, rule: Rule, catalogue: Catalogue, target: Target, duties: Duties) -> Iterator[Finding]:
    reading = snapshot.ends(target.url)
    if reading is None or reading.outcome in _NOT_ASKED:
        return
    gone = snapshot.gone(target.url)
    facts = {
        "unit": snapshot.site.unit if gone is False else duties.unit_at(target.page),
        "url": target.url,
        "at": reading.at,
        "place": target.page,
        "places": target.places,
        "text": target.text or target.url,
        "outcome": catalogue.outcome(reading.outcome, reading.status),
    }
    if gone is False:
        yield rule.passed(target.url, "works", **facts)
    elif gone and target.kind == "script":
        yield rule.unsure(target.url, "scripted", **facts)
    elif gone:
        yield rule.fail(target.url, "image" if target.kind == "img" else "broken", **facts)
    else:
        yield rule.unsure(target.url, "unclear", **facts)
