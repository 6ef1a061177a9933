"""What officers fill in of a plan's duties that no check can see: each entry stays, the last one counts."""

from django.db import models

FULFILLED = {"done": "已落实", "partly": "推进中", "not": "未落实"}


class Fulfilment(models.Model):
    """How far one unit is with one duty, with a link as evidence."""

    standard = models.CharField("标准", max_length=100)
    duty = models.CharField("任务", max_length=100)
    unit = models.CharField("单位", max_length=200)
    state = models.CharField("落实情况", max_length=10, choices=list(FULFILLED.items()))
    url = models.TextField("链接", blank=True)
    note = models.TextField("说明", blank=True)
    who = models.CharField("填报人", max_length=100)
    at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = verbose_name_plural = "任务落实情况"
        ordering = ("id",)
        indexes = (models.Index(fields=("standard", "duty", "unit"), name="fulfilment_of"),)

    def __str__(self) -> str:
        return f"{self.standard}/{self.duty}@{self.unit} {FULFILLED[self.state]}"
