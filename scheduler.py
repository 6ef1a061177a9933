"""The clock: starts by the timetable, a child process a job, what `bihuan` can do; the run ledger keeps what became of it.

The clock only rings: what is due stands in the run ledger (`ledger.runs`), so that a ring nobody heard is not lost.
"""

import asyncio
import fcntl
import logging
import signal
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler

import ledger
from core import catalogue
from core.children import Child, Ended
from core.clock import CHINA, now
from core.config import Config, Hours
from core.errors import BadInput, why
from core.nights import TO_BE_CONTINUED
from core.timetable import Job, Timetable, fits, seconds_left
from core.workdays import Workdays

if TYPE_CHECKING:
    from ledger.models import Run
    from ledger.models.runs import Outcome

Found = TypeVar("Found")
Asked = ParamSpec("Asked")
#: Seconds between two looks at the run ledger, where nothing else wakes us.
_TICK = 20.0
#: An audit ends by itself at its limit; after so many seconds more it is ended.
_PATIENCE = 120
#: A ring that came late by less than this still rings, once.
_GRACE = 3600
#: The contract's exit code for it.
_NOTHING_JUDGED = 3
_LOG = logging.getLogger("bihuan.clock")


def run(settings: Config, config: Path | None, timetable: Timetable, timetable_file: Path | None = None) -> None:
    """Run until SIGTERM or SIGINT. Raises `BadInput` where another clock runs on the same data."""
    with _alone(settings):
        ledger.connect(settings, config)
        asyncio.run(_Clock(settings, timetable, _files(config, timetable_file)).run())


@dataclass(slots=True)
class _Clock:
    settings: Config
    timetable: Timetable
    #: By module the options that name our files to a child.
    files: Mapping[str, Sequence[str]]
    calendar: Workdays = field(default_factory=lambda: Workdays(catalogue.load().words["workdays"]))
    children: dict[int, Child] = field(default_factory=dict)
    running: dict[int, "Run"] = field(default_factory=dict)
    tasks: set["asyncio.Task[None]"] = field(default_factory=set)
    over: bool = False
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    #: Django works in a thread of its own; children are started from this one, since they die with it.
    book: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "ledger"))

    async def run(self) -> None:
        from django.db import Error

        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        bells = _bells(self.timetable, self._ring)
        recovered = False
        while not self.over:
            self.awake.clear()
            try:
                if not recovered:
                    await self._recover()
                    recovered = True
                await self._begin_what_is_due()
            except Error as error:
                _LOG.warning("数据库暂时不可用，稍后再试：%s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.awake.wait(), _TICK)
        bells.shutdown(wait=False)
        await self._end()

    async def _ring(self) -> None:
        self.awake.set()

    def _stop(self) -> None:
        self.over = True
        self.awake.set()

    async def _recover(self) -> None:
        from ledger import runs

        if again := await self._ask(runs.recover, self.timetable, now()):
            _LOG.info("上次中断的任务 %d 个，继续进行", again)

    async def _begin_what_is_due(self) -> None:
        from ledger import runs

        for run in await self._ask(runs.due, self.timetable, self.calendar, now()):
            if self._may_begin(run) and not self.over and await self._ask(runs.start, run, now()):
                self.running[run.pk] = run
                task = asyncio.create_task(self._attend(run, self.timetable[run.job]))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)

    def _may_begin(self, run: "Run") -> bool:
        """A slot is free, the site is, and enough is left of the night."""
        job = self.timetable[run.job]
        taken = Counter(self.timetable[one.job].slot for one in self.running.values())
        busy = {one.target for one in self.running.values() if one.target}
        if taken[job.slot] >= self.timetable.slots[job.slot] or run.target in busy:
            return False
        return fits(self._hours(job), now(), self.timetable.audits.least_minutes * 60)

    def _hours(self, job: Job) -> Hours | None:
        return self.settings.network.allowed_hours if job.allowed_hours else None

    async def _attend(self, run: "Run", job: Job) -> None:
        """One run from its start to its end."""
        from ledger.models.runs import OUTCOMES, Outcome

        _LOG.info("开始：%s %s", job.name, run.target)
        outcome, detail = await self._work(run, job)
        await self._write_down(run, job, outcome, detail)
        _LOG.info("结束：%s %s：%s %s", job.name, run.target, OUTCOMES[Outcome(run.outcome)], run.detail or detail)
        del self.running[run.pk]
        self.awake.set()

    async def _write_down(self, run: "Run", job: Job, outcome: "Outcome", detail: str) -> None:
        """Until it stands in the run ledger, or we end: then the next start will see what became of it."""
        from django.db import Error

        from ledger import runs

        while True:
            try:
                if outcome == "planned":
                    await self._ask(runs.put_off, run, detail, now())
                elif self.over and outcome != "ran":
                    await self._ask(runs.put_back, run)
                else:
                    await self._ask(runs.end, run, job, outcome, detail, now())
                return
            except Error as error:
                _LOG.warning("运行记录暂时写不进：%s", error)
                if self.over:
                    return
                await asyncio.sleep(_TICK)

    async def _work(self, run: "Run", job: Job) -> tuple["Outcome", str]:
        """Start the child and wait for it."""
        from django.db import Error

        from ledger.models.runs import Outcome

        seconds = min(job.seconds, seconds_left(self._hours(job), now()))
        log = self._log(run)
        try:
            call = await self._ask(_call, run, job, self.timetable, seconds)
            if not call:
                return Outcome.RAN, "没有需要复查的问题"
            module, *arguments = call
            child = await Child.start(module, [*arguments, *self.files[module]], log)
        except (OSError, Error) as error:
            return Outcome.FAILED, f"无法启动（{error}）"
        self.children[run.pk] = child
        if self.over:
            await child.end()
        ended = await child.watch(seconds + _PATIENCE if job.does == "audit" else seconds, job.megabytes)
        del self.children[run.pk]
        return _told(ended, job, log)

    def _log(self, run: "Run") -> Path:
        folder = self.settings.storage.dir / "runs"
        folder.mkdir(exist_ok=True)
        name = "-".join(filter(None, (run.job, run.target)))
        return folder / f"{''.join(one if one.isalnum() or one in '-_.' else '_' for one in name)}.log"

    async def _end(self) -> None:
        """All children at once, within seconds; what they did goes on at the next start."""
        await asyncio.gather(*(child.end() for child in list(self.children.values())))
        await asyncio.gather(*self.tasks)
        self.book.shutdown()

    async def _ask(self, question: Callable[Asked, Found], *arguments: Asked.args, **named: Asked.kwargs) -> Found:
        def asked() -> Found:
            from django.db import close_old_connections

            try:
                return question(*arguments, **named)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self.book, asked)


def _bells(timetable: Timetable, ring: Callable[[], Coroutine[None, None, None]]) -> AsyncIOScheduler:
    """Rings at every occasion of the timetable."""
    bells = AsyncIOScheduler(
        timezone=CHINA, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _GRACE}
    )
    for job in timetable.job:
        bells.add_job(ring, job.when.trigger(), id=job.key, name=job.name)
    bells.start()
    return bells


def _call(run: "Run", job: Job, timetable: Timetable, seconds: float) -> list[str]:
    """The module and its arguments; none where there is nothing to do any more."""
    from ledger import claims

    match job.does:
        case "audit" | "changes":
            kind = ["--changes" if job.does == "changes" else "--nights"]
            limits = ["--max-seconds", str(int(seconds))]
            return ["cli", "audit", f"site:{run.target}", "--quiet", *kind, *limits, *job.options]
        case "recheck":
            numbers = claims.due(now(), timetable.rechecks.after_minutes).get(run.target)
            return ["cli", "recheck", *numbers, "--quiet", *job.options] if numbers else []
        case "notify":
            return ["cli", "notify", *job.options]
        case _:
            return ["ledger.chores", job.does]


def _told(ended: Ended, job: Job, log: Path) -> tuple["Outcome", str]:
    """The outcome, and a line on it: our limit, else the last that the child said."""
    from ledger.models.runs import Outcome

    if ended.limit:
        limit = f"{job.seconds} 秒" if ended.limit == "seconds" else f"{job.megabytes} 兆内存"
        return Outcome.KILLED, f"超过 {limit} 的上限"
    if ended.code < 0:
        return Outcome.KILLED, f"被 {signal.Signals(-ended.code).name} 中止"
    if ended.code == TO_BE_CONTINUED:
        return Outcome.PLANNED, "没有读完，下一时段接着读"
    if ended.code == _NOTHING_JUDGED:
        return Outcome.FAILED, "网站读不到，没有可判定的内容"
    said = (log.read_text("utf-8", errors="replace").strip().splitlines() or [""])[-1][:300]
    return Outcome.FAILED if ended.code else Outcome.RAN, said


def _files(config: Path | None, timetable: Path | None) -> Mapping[str, Sequence[str]]:
    given = (("--config", config), ("--timetable", timetable))
    first, second = ([name, str(path.absolute())] if path else [] for name, path in given)
    return {"cli": first, "ledger.chores": first + second}


@contextmanager
def _alone(settings: Config) -> Iterator[None]:
    file = settings.storage.dir / "scheduler.lock"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        held = file.open("w")
    except OSError as error:
        raise BadInput(f"{file}：写不进去（{why(error)}）") from None
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadInput(f"{settings.storage.dir}：另一个 bihuan run 正在使用这些数据") from None
        yield
