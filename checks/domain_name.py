"""Every host of a government site is named under an allowed suffix.

Clause: inspection-2019/domain-name; the suffixes are `allowed_suffixes` of bihuan.toml (.gov.cn), and the Chinese ones of
the rule itself.
Pass: the name ends in one of them.  Fail: it does not, or is a bare address.  Unsure: never, the name is registered.
Fix: move to the government's domain.
"""

from collections.abc import Iterator

from checks._registry import Check
from core.catalogue import Catalogue, Rule
from core.names import listed
from core.snapshot import Snapshot
from core.types import Finding
from core.urls import host_of

check = Check(__name__, scope="none")


@check
def judge(snapshot: Snapshot, rule: Rule, catalogue: Catalogue) -> Iterator[Finding]:
    chosen: list[str] = snapshot.meta.get("allowed_suffixes", [])
    suffixes = tuple("." + suffix.lower().lstrip(".") for suffix in chosen)
    chinese = tuple(rule.limits["chinese"])
    for host in snapshot.own_hosts:
        url = next((url for url in snapshot.site.urls if host_of(url) == host), "")
        where = {"unit": snapshot.operator, "url": url, "at": snapshot.taken_at, "suffixes": listed(suffixes)}
        if f".{host}".endswith((*suffixes, *chinese)):
            yield rule.passed(host, "allowed", **where)
        else:
            yield rule.fail(host, "foreign", **where)
