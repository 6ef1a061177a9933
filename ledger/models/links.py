"""What came over signed links, and which links were taken back."""

from django.db import models


class Revocation(models.Model):
    """Links of this unit made up to `at` open nothing any more."""

    unit = models.CharField("单位", max_length=100, unique=True)
    at = models.DateTimeField("作废时间")
    who = models.CharField("何人", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "作废的链接"

    def __str__(self) -> str:
        return f"{self.unit} {self.at:%Y-%m-%d %H:%M}"


class Answer(models.Model):
    """One sending of the answer form. `key` is the hash of all that was in it: a second click finds the first one."""

    key = models.CharField(max_length=32, unique=True, editable=False)
    unit = models.CharField("单位", max_length=200)
    kind = models.CharField("答复", max_length=20)
    who = models.CharField("何人", max_length=100)
    at = models.DateTimeField("时间")
    numbers = models.JSONField("问题编号", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "链接答复"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.unit} {self.kind}"
