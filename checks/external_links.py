"""Links and pictures on other domains work.

Clause: inspection-2019/links.
Pass (counted): the address answers.
Fail: it answers 404, 410, another 4xx or 500, or its host does not exist, on both looks.
Unsure: as for links of the site's own domain; what is beyond the number that is asked, marks, counters and buttons for
sharing (walk.toml) are not judged, nor is anything where a limit ended the walk.
Fix: mend or remove the link on the pages named.
"""

from collections.abc import Iterator

from checks import _targets
from checks._duties import Duties
from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.snapshot import Snapshot
from core.types import Finding

check = Check(__name__, scope="url")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    duties = Duties(snapshot)
    for url in snapshot.targets("external"):
        yield from _targets.judged(snapshot, rule, catalogue, url, duties)
