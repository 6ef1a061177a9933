"""Whether a walk was whole. Only then may anybody conclude that something is not there."""

from typing import Any

from core import names
from core.blocked import instead
from core.charset import decode
from core.recorder import Recorder
from core.types import Outcome
from crawler.allowlist import sentences
from crawler.job import Job
from crawler.walk import Walk

#: Answers: the server was there and said something of this address.
_ANSWERS = (Outcome.OK, Outcome.NOT_HTML, Outcome.TOO_LARGE, Outcome.FORBIDDEN, Outcome.NO_SUCH_HOST)


def reasons(job: Job, recorder: Recorder, walk: Walk, words: dict[str, Any]) -> list[str]:
    """Chinese sentences that say what is missing; none for a whole walk."""
    recorder.commit()
    say = words["because"]
    found = [reason for url in job.start[:1] if (reason := _home(job, recorder, walk, words, url))]
    if walk.timed_out and (left := recorder.count("frontier", "state = 0 AND purpose <> 'external'")):
        found.append(say["deadline"].format(left=left))
    if walk.frontier.limited:
        found.append(say["max-pages"].format(left=recorder.count("frontier", "state = 2")))
    found += walk.frontier.budgets.sentences(words["cut"])
    found = found or _shape(recorder, walk, words)
    refused = [one for one in walk.refused if walk.territory.inside(one[0])]
    return found + sentences(refused, job, words["refused"], all_hosts=bool(found))


def _home(job: Job, recorder: Recorder, walk: Walk, words: dict[str, Any], url: str) -> str:
    home = recorder.follow(url)
    if home is None or home.outcome is not Outcome.OK or not home.body:
        outcome = words["outcomes"][home.outcome if home else Outcome.TIMEOUT]
        if home and home.status >= 400:
            outcome = f"{outcome} {home.status}"
        return str(words["because"]["home-unread"].format(url=url, outcome=outcome))
    text = decode(recorder.bodies.get(home.body) or b"")[0]
    if not instead("", text, walk.fingerprints) and _recognised(job, names.plain(text), words):
        return ""
    return str(words["because"]["home-not-site"].format(url=url, name=job.site_name))


def _recognised(job: Job, text: str, words: dict[str, Any]) -> bool:
    """By name or code; by the words of any government page where the registered name is written otherwise."""
    if job.site_code and job.site_code in text:
        return True
    name = names.plain(job.site_name)
    for suffix in words["name_suffixes"]:
        name = name.removesuffix(suffix)
    for prefix in words["name_prefixes"]:
        name = name.removeprefix(prefix)
    if job.registered and len(name) >= 2 and name in text:
        return True
    return sum(word in text for word in words["government_words"]) >= 2 or not job.registered


def _shape(recorder: Recorder, walk: Walk, words: dict[str, Any]) -> list[str]:
    """A site with hardly a page, one page for every address, too many pages unread."""
    say, limit = words["because"], words["max_failed_share"]
    pages = recorder.count("pages")
    contents = recorder.count("(SELECT DISTINCT content_hash FROM pages)")
    if pages < words["fewest_pages"]:
        return [say["too-few"].format(pages=pages)]
    homes = recorder.contents("home")
    if (contents <= 2 and walk.soft.bodies) or homes & walk.soft.bodies:
        return [say["same-page"]]
    answers = ",".join(f"'{outcome}'" for outcome in _ANSWERS)
    tried = "frontier f LEFT JOIN readings r ON r.url = f.url AND r.look = 1"
    asked = recorder.count(tried, "f.purpose = 'page' AND f.state <> 2")
    failed = recorder.count(
        tried,
        "f.purpose = 'page' AND f.state <> 2 AND (r.outcome IS NULL OR "
        f"r.outcome NOT IN ({answers}) AND NOT (r.outcome = 'http-error' AND r.status IN (404, 410)))",
    )
    if failed > limit * asked:
        return [say["failures"].format(failed=failed, share=f"{failed / asked:.0%}", limit=f"{limit:.0%}")]
    return []
