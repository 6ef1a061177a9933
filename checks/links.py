"""Links, images and attachments of the same registered domain work.

Clause: inspection-2019/links.
Pass (counted): the address answers.
Fail: it answers 404, 410, another 4xx or 500, or its host does not exist, on both looks.
Unsure: 401 403 405 406 407 408 412 429 451 502 503 504 and what else protections answer, block pages, time-outs, resets,
failures of the resolver; a link that only a script writes, for the script was not run.
Fix: mend or remove the link on the pages named.
"""

from collections.abc import Iterator

from checks import _targets
from checks._duties import Duties
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding
from core.urls import host_of, registered_domain, within

check = Check(__name__, scope="url")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    domains = {registered_domain(host_of(url)) for url in snapshot.site.urls}
    duties = Duties(snapshot)
    for url in snapshot.targets():
        if within(url, domains):
            yield from _targets.judged(snapshot, rule, catalogue, url, duties)
