"""What a recheck reads, where the audit on which it stands broke off before it came to the problem."""

from pathlib import Path

from checks import _recheck
from core.recorder import Recorder
from core.types import Outcome, Verdict
from tests import build as snapshots
from tests.build import CATALOGUE, HOME, SITE, Answer, Look, build
from tests.invented import page, portal

DEAD, HOLDER = HOME + "zwgk/old/1001.html", HOME + "zwgk/holder.html"
WANTED = {"links": {DEAD: [HOLDER]}, "ipv6_aaaa": {"www.yunze.gov.cn": [""]}}


def test_a_claim_is_proven_where_the_older_audit_never_saw_the_link(tmp_path: Path) -> None:
    path = build(tmp_path, {HOME: portal()[HOME]}, incomplete_because=["抓取中断"])
    recorder = Recorder(path, look=_recheck.FIRST)
    recorder.note(since_look=_recheck.FIRST, asked=WANTED)
    known = _recheck.judge(path, CATALOGUE, WANTED, _recheck.FIRST - 1)
    assert set(_recheck.to_read(path, WANTED, known, _recheck.FIRST - 1).urls) == {DEAD, HOLDER}
    now: dict[str, Answer] = {
        HOLDER: page("专题", f"<p>专题说明。</p><a href='{DEAD}'>旧闻</a>"),
        DEAD: (Outcome.OK, 200),
    }
    snapshots._Walk(recorder, SITE, Look(now, {}, ())).again(now, ())
    proven = _recheck.judge(path, CATALOGUE, WANTED, _recheck.FIRST)
    assert [(one.subject, one.verdict) for one in proven.answers] == [(DEAD, Verdict.PASS)]
    assert _recheck.to_read(path, WANTED, proven, _recheck.FIRST).urls == ()
