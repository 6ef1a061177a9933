"""What was seen and when: audits, their findings, the samples of availability."""

from django.db import models


class Audit(models.Model):
    """One gathering of one site, judged. The same site at the same moment is the same audit: recorded once."""

    site = models.CharField("网站", max_length=200)
    kind = models.CharField("方式", max_length=20, default="full")
    taken_at = models.DateTimeField("检查时间")
    as_of = models.DateField("检查日")
    complete = models.BooleanField("读完整", default=False)
    incomplete_because = models.JSONField("未读完整的原因", default=list)
    pages = models.PositiveIntegerField("页面数", default=0)
    passed = models.JSONField("通过数", default=dict)
    snapshot = models.TextField("快照", blank=True)
    recorded_at = models.DateTimeField("入账时间")

    class Meta:
        verbose_name = verbose_name_plural = "检查"
        ordering = ("-taken_at",)
        constraints = (models.UniqueConstraint(fields=("site", "taken_at", "kind"), name="one_audit"),)

    def __str__(self) -> str:
        return f"{self.site} {self.taken_at:%Y-%m-%d %H:%M}"


class Finding(models.Model):
    """What one audit concluded about one subject; `case` where it became or met one."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="findings", verbose_name="检查")
    case = models.ForeignKey("ledger.Case", models.SET_NULL, null=True, related_name="findings", verbose_name="问题")
    check_name = models.CharField("检查项", max_length=50)
    subject = models.TextField("对象")
    verdict = models.CharField("结论", max_length=10)
    level = models.CharField("严重程度", max_length=20)
    early = models.BooleanField("预警", default=False)
    confirmed = models.BooleanField("依据已确认", default=True)
    unit = models.CharField("单位", max_length=200)
    title = models.TextField("问题")
    url = models.TextField("页面", blank=True)
    evidence = models.JSONField("证据", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "结论"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Sample(models.Model):
    """Whether a host opened at one moment: a week's samples make its availability."""

    host = models.CharField("域名", max_length=255)
    at = models.DateTimeField("时间")
    opened = models.BooleanField("打开")
    milliseconds = models.PositiveIntegerField("毫秒", default=0)
    outcome = models.CharField("结果", max_length=20)

    class Meta:
        verbose_name = verbose_name_plural = "可用性采样"
        indexes = (models.Index(fields=("host", "at"), name="sample_host_at"),)

    def __str__(self) -> str:
        return f"{self.host} {self.at:%Y-%m-%d %H:%M}"
