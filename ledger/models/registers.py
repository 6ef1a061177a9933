"""Units, their sites, columns and accounts, their people: the rows of the inventory (contract §6), kept with what came before.

A row that the inventory no longer names is not deleted: `active` is false, so that history can still name it.
"""

from django.db import models


class Unit(models.Model):
    key = models.CharField("编号", max_length=100, unique=True)
    name = models.CharField("名称", max_length=200)
    kind = models.CharField("类型", max_length=20)
    parent = models.CharField("上级", max_length=100, blank=True)
    former = models.JSONField("曾用名", default=list, blank=True)
    duties = models.JSONField("涉及任务", default=list, blank=True)
    emails = models.JSONField("信息员邮箱", default=list, blank=True)
    contact = models.CharField("信息员", max_length=100, blank=True)
    phone = models.CharField("电话", max_length=100, blank=True)
    #: The unit that took over its work when it was merged.
    successor = models.CharField("并入", max_length=100, blank=True)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A leader of a unit to whom overdue work goes; the 信息员 stands in the unit itself."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="people", verbose_name="单位")
    role = models.CharField("职务", max_length=50)
    name = models.CharField("姓名", max_length=50)
    email = models.CharField("邮箱", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "负责人"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.role}{self.name}"


class Site(models.Model):
    key = models.CharField("编号", max_length=100, unique=True)
    unit = models.CharField("主办单位", max_length=100)
    operator = models.CharField("运维单位", max_length=100, blank=True)
    name = models.CharField("名称", max_length=200)
    kind = models.CharField("类型", max_length=20)
    urls = models.JSONField("首页", default=list)
    prefixes = models.JSONField("范围", default=list)
    site_code = models.CharField("网站标识码", max_length=50, blank=True)
    standards = models.JSONField("标准", default=list)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Column(models.Model):
    """A row of the 栏目保障责任分工表. The whole sheet is replaced at once."""

    site = models.CharField("网站", max_length=100, db_index=True)
    path = models.CharField("栏目路径", max_length=500)
    url = models.TextField("地址", blank=True)
    type = models.CharField("类型", max_length=50, blank=True)
    unit = models.CharField("责任单位", max_length=100, blank=True)
    person = models.CharField("责任人", max_length=100, blank=True)
    period = models.PositiveIntegerField("更新周期(天)", null=True, blank=True)
    updates = models.BooleanField("应更新", default=False)
    exempt = models.CharField("免查理由", max_length=500, blank=True)
    season = models.CharField("季节", max_length=20, blank=True)
    jumps = models.BooleanField("跳转", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.path


class Account(models.Model):
    key = models.CharField("编号", max_length=100, unique=True)
    unit = models.CharField("主办单位", max_length=100)
    platform = models.CharField("平台", max_length=20)
    name = models.CharField("名称", max_length=200)
    account = models.CharField("账号", max_length=200, blank=True)
    type = models.CharField("账号类型", max_length=20, blank=True)
    source = models.CharField("数据来源", max_length=20, default="manual")
    url = models.TextField("地址", blank=True)
    verified_as = models.CharField("认证主体", max_length=200, blank=True)
    state = models.CharField("状态", max_length=20, default="在用")
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "新媒体账号"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
