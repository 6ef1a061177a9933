"""Letters: composed once from events and dates, written once to a file, sent as they are."""

from django.db import models

KINDS = {
    "notice": "整改通知",
    "reminder": "整改提醒",
    "urging": "催办",
    "supervision": "督办",
    "result": "复核结果",
    "morning": "每日早报",
}


class Letter(models.Model):
    """A letter on its way. Its Message-ID says which events and dates it tells, so that a double is seen as one.

    `unit` is empty for the bureau's own. `reached` and `refused` together are the addresses that are done with.
    """

    message_id = models.CharField("邮件编号", max_length=250, unique=True)
    kind = models.CharField("种类", max_length=20, choices=list(KINDS.items()))
    unit = models.CharField("单位", max_length=100, blank=True, db_index=True)
    to = models.JSONField("主送", default=list)
    cc = models.JSONField("抄送", default=list)
    subject = models.TextField("主题")
    file = models.TextField("文件")
    urgent = models.BooleanField("紧急", default=False)
    composed_at = models.DateTimeField("成文时间", db_index=True)
    claimed_at = models.DateTimeField("开始发送", null=True, blank=True)
    #: The process that sends it, as host:pid.
    claimed_by = models.CharField("发送进程", max_length=200, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True, db_index=True)
    tries = models.PositiveIntegerField("尝试次数", default=0)
    next_try = models.DateTimeField("下次尝试", null=True, blank=True)
    reached = models.JSONField("已收下的地址", default=list)
    refused = models.JSONField("被拒收的地址", default=dict)
    error = models.TextField("未发出的原因", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "信函"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.subject


class Reminder(models.Model):
    """A letter that a date asked for: nobody gets the same step for the same limit twice."""

    case = models.ForeignKey("ledger.Case", models.CASCADE, related_name="reminders", verbose_name="问题")
    step = models.CharField("步骤", max_length=20, choices=list(KINDS.items()))
    due = models.DateField("所指时限")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="reminders", verbose_name="信函")

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("case", "step", "due"), name="one_reminder"),)

    def __str__(self) -> str:
        return f"{KINDS[self.step]} {self.due}"
