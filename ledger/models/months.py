"""Closed months: numbers as they stood when the month was closed. What is corrected later changes no row here."""

from typing import Any

from django.db import models


class Month(models.Model):
    """The numbers of one unit in one accounting month; of the whole where `unit` is empty. Written once."""

    month = models.CharField("月份", max_length=7)
    unit = models.CharField("单位编号", max_length=200, blank=True)
    name = models.CharField("单位", max_length=200)
    since = models.DateTimeField("起")
    until = models.DateTimeField("封账时刻")
    closed_at = models.DateTimeField("入账时间")
    numbers = models.JSONField("数字", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "封账月份"
        ordering = ("month", "id")
        constraints = (models.UniqueConstraint(fields=("month", "unit"), name="one_month"),)

    def __str__(self) -> str:
        return f"{self.month} {self.name}"

    def save(self, *args: Any, **options: Any) -> None:
        assert self._state.adding, "a closed month never changes"
        super().save(*args, **options)
