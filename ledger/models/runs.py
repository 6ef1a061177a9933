"""What the timetable asked for and what became of it: one row an occasion, from the plan to its end."""

from enum import StrEnum

from django.db import models


class Outcome(StrEnum):
    PLANNED = "planned"
    RAN = "ran"
    #: The machine was down; a later occasion stands for this one.
    MISSED = "missed"
    FAILED = "failed"
    #: Ended from outside: by a limit, by the system, by somebody.
    KILLED = "killed"


OUTCOMES = {
    Outcome.PLANNED: "计划",
    Outcome.RAN: "完成",
    Outcome.MISSED: "错过",
    Outcome.FAILED: "未成功",
    Outcome.KILLED: "被中止",
}


class Run(models.Model):
    """One occasion of one job, for one site or (target "") for all. Planned and begun is running, or was when we died."""

    job = models.CharField("任务", max_length=50)
    target = models.CharField("网站", max_length=200, blank=True)
    planned_at = models.DateTimeField("计划时间")
    #: Not before this moment again, after a try that failed.
    not_before = models.DateTimeField("不早于", null=True, blank=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.CharField(
        "结果", max_length=10, choices=[(str(key), name) for key, name in OUTCOMES.items()], default=Outcome.PLANNED
    )
    tries = models.PositiveIntegerField("次数", default=0)
    detail = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"
        ordering = ("-planned_at", "id")
        constraints = (models.UniqueConstraint(fields=("job", "target", "planned_at"), name="one_occasion"),)
        indexes = (models.Index(fields=("outcome", "planned_at"), name="run_outcome"),)

    def __str__(self) -> str:
        return f"{self.job} {self.target} {self.planned_at:%Y-%m-%d %H:%M}".replace("  ", " ")
