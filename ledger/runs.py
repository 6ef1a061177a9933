"""The run ledger: what the timetable asks for is written down before it is due, so that nothing that was missed goes unseen.

Of a job and a site one row is open at a time: planned, then running, then ended, and the next is planned.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from core.timetable import Job, Timetable
from core.workdays import Workdays
from ledger import claims
from ledger.models import Audit, Run, Site
from ledger.models.runs import Outcome

#: The kinds under which the work of a job stands among the audits.
_KINDS = {"audit": ("full",), "changes": ("changes", "full"), "recheck": ("recheck",)}
#: Of what was missed while we were away, so many rows are written at most.
_MOST_MISSED = 60
#: After a night that did not suffice others have their turn before the next one.
_NEXT_NIGHT = timedelta(hours=8)


def due(timetable: Timetable, calendar: Workdays, at: datetime) -> list[Run]:
    """Bring the plan up to `at`. What is to be begun now, the oldest first."""
    with transaction.atomic():
        for job in timetable.job:
            _plan(job, _targets(job, timetable, at), calendar, at)
        _waiting().exclude(job__in=[job.key for job in timetable.job]).delete()
    ready = _waiting().filter(planned_at__lte=at).exclude(not_before__gt=at).order_by("planned_at", "id")
    working = calendar.is_workday(at.date())
    return [run for run in ready if working or not timetable[run.job].workdays]


def start(run: Run, at: datetime) -> bool:
    """Whether it is ours: whoever came first has it."""
    mine = _waiting().filter(pk=run.pk).update(started_at=at, tries=F("tries") + 1)
    if mine:
        run.refresh_from_db()
    return bool(mine)


def end(run: Run, job: Job, outcome: Outcome, detail: str, at: datetime) -> None:
    """Write down how it ended; what failed is planned again while it has tries left.

    Killed after its work had reached the ledger, it is done.
    """
    if outcome is Outcome.KILLED and _recorded(run, job):
        outcome, detail = Outcome.RAN, f"已记入台账（{detail}）"
    run.detail = detail
    if outcome is not Outcome.RAN and run.tries < job.tries:
        run.started_at, run.not_before = None, at + timedelta(seconds=job.again_after)
    else:
        run.outcome, run.ended_at = outcome, at
    run.save()


def put_back(run: Run) -> None:
    """We end before it did: it is begun anew at the next start, and this was no try."""
    Run.objects.filter(pk=run.pk, outcome=Outcome.PLANNED).update(started_at=None, tries=F("tries") - 1)


def put_off(run: Run, detail: str, at: datetime) -> None:
    """Its time was over before it had read all: it goes on in the next allowed hours, and this was no try."""
    put_back(run)
    Run.objects.filter(pk=run.pk, started_at=None).update(detail=detail, not_before=at + _NEXT_NIGHT)


def recover(timetable: Timetable, at: datetime) -> int:
    """At the start: what an earlier process left running. Counts what is to be begun anew."""
    begun = Run.objects.filter(outcome=Outcome.PLANNED, started_at__isnull=False)
    again = 0
    for run in begun:
        if run.job in timetable and _recorded(run, timetable[run.job]):
            end(run, timetable[run.job], Outcome.RAN, "已记入台账（随后中断）", at)
        else:
            put_back(run)
            again += 1
    return again


def _waiting() -> QuerySet[Run]:
    return Run.objects.filter(outcome=Outcome.PLANNED, started_at__isnull=True)


def _targets(job: Job, timetable: Timetable, at: datetime) -> Collection[str]:
    sites = Site.objects.filter(active=True).values_list("key", flat=True)
    match job.does:
        case "audit":
            return list(sites)
        case "changes":
            return list(sites.filter(key__in=claims.audited()))
        case "recheck":
            return list(claims.due(at, timetable.rechecks.after_minutes))
        case _:
            return [""]


def _plan(job: Job, targets: Collection[str], calendar: Workdays, at: datetime) -> None:
    following = job.after(at, calendar)
    opened = {run.target: run for run in Run.objects.filter(job=job.key, outcome=Outcome.PLANNED)}
    for target, run in opened.items():
        if run.started_at:
            continue
        if target not in targets:
            run.delete()
        elif run.planned_at > at and run.planned_at != following:
            run.planned_at = following
            run.save()
        elif run.planned_at <= at and job.missed:
            _catch_up(run, job, calendar, at)
    for target in targets:
        if target not in opened:
            Run.objects.get_or_create(job=job.key, target=target, planned_at=following)


def _catch_up(run: Run, job: Job, calendar: Workdays, at: datetime) -> None:
    """Several occasions went by: the last stands for all."""
    passed = list(job.between(run.planned_at, at, calendar))
    if not passed:
        return
    *missed, run.planned_at = (run.planned_at, *passed)
    run.detail = f"补做，此前错过 {len(missed)} 次"
    run.save()
    rows = [
        Run(job=run.job, target=run.target, planned_at=moment, outcome=Outcome.MISSED, ended_at=at, detail="未运行")
        for moment in missed[-_MOST_MISSED:]
    ]
    Run.objects.bulk_create(rows, ignore_conflicts=True)


def _recorded(run: Run, job: Job) -> bool:
    """Whether the ledger has what this run was to bring: it may have been killed just after. A walk that read nothing is none."""
    if job.does not in _KINDS or not run.started_at:
        return False
    done = Audit.objects.filter(site=run.target, kind__in=_KINDS[job.does], recorded_at__gte=run.started_at)
    return done.filter(pages__gt=0).exists()
