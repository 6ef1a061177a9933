"""What a page looked like when a case was found there."""

from django.db import models


class Picture(models.Model):
    """A picture that bears its address and time. `found`: what the case quotes was in sight; None, there was nothing to point at."""

    case = models.ForeignKey("ledger.Case", models.CASCADE, related_name="pictures", verbose_name="问题")
    audit = models.ForeignKey("ledger.Audit", models.SET_NULL, null=True, related_name="+", verbose_name="检查")
    at = models.DateTimeField("时间")
    url = models.TextField("页面")
    #: Of the PNG, in the folder of pictures; a smaller JPEG lies beside it.
    file = models.CharField("文件", max_length=200)
    found = models.BooleanField("见到引用内容", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "页面截图"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.url}"
