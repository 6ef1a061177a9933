"""Cases and their history. A case is (site, check, subject); what changes it is one transaction with an event in it.

`state`, `unit`, `due` and the like are where the events have led; nobody writes them but `book` and `decisions`.
"""

from django.db import models

from ledger.states import Happened, State

STATES = {
    State.NONE: "未立项",
    State.FOUND: "待核实",
    State.OPEN: "已交办",
    State.CLAIMED: "待复核",
    State.FIXED: "已销号",
    State.WAIVED: "豁免",
    State.DISMISSED: "误报核减",
}
EVENTS = {
    Happened.FOUND: "发现",
    Happened.ASSIGNED: "交办",
    Happened.GONE: "核实前已消失",
    Happened.DISMISSED: "误报核减",
    Happened.PERSISTS: "仍存在",
    Happened.SIGNED: "签收",
    Happened.TRANSFERRED: "转办",
    Happened.CLAIMED: "反馈已整改",
    Happened.FIXED: "复查通过，销号",
    Happened.STILL_THERE: "复查仍存在",
    Happened.REFUSED: "复查未通过，退回",
    Happened.REJECTED: "退回",
    Happened.DOUBTFUL: "复查存疑，待人工判定",
    Happened.CLOSED: "人工销号",
    Happened.REOPENED: "问题反复",
    Happened.WAIVED: "豁免",
    Happened.EXPIRED: "豁免到期",
    Happened.ASKED: "申请延期",
    Happened.EXTENDED: "同意延期",
    Happened.DISPUTED: "申诉",
    Happened.KEPT: "维持交办",
    Happened.PARTLY: "反馈部分整改",
    Happened.PART_MENDED: "所报部分复查通过",
    Happened.PART_REFUSED: "所报部分复查未通过",
    Happened.RELEASED: "告知原单位已转办",
    Happened.SILENT: "本次未见，待人工判定",
    Happened.UNCLEAR: "连续未能判定",
    Happened.MOVED: "登记变更",
}

_STATES = [(str(state), name) for state, name in STATES.items()]
_EVENTS = [(str(kind), name) for kind, name in EVENTS.items()]


class Batch(models.Model):
    """三季度检查, 月度, 专项, 回头看. A superior's list may set an instant; then an internal limit lies before it."""

    key = models.CharField("编号", max_length=50, unique=True)
    name = models.CharField("批次", max_length=100)
    source = models.CharField("来源", max_length=20, default="自查")
    document = models.CharField("来文文号", max_length=100, blank=True)
    due = models.DateTimeField("上级时限", null=True, blank=True)
    internal_due = models.DateTimeField("内部时限", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批次"

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """A problem. `identity` is the hash of (site, check, subject); `check_name` because Django keeps `check` for itself."""

    identity = models.CharField(max_length=32, unique=True, editable=False)
    number = models.CharField("问题编号", max_length=30, unique=True)
    site = models.CharField("网站", max_length=200, db_index=True)
    check_name = models.CharField("检查项", max_length=50)
    subject = models.TextField("对象")
    state = models.CharField("状态", max_length=10, choices=_STATES, blank=True, db_index=True)
    unit = models.CharField("责任单位", max_length=200, db_index=True)
    level = models.CharField("严重程度", max_length=20)
    title = models.TextField("问题")
    clause = models.CharField("依据", max_length=200, blank=True)
    url = models.TextField("页面", blank=True)
    evidence = models.JSONField("证据", default=dict)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="批次")
    source = models.CharField("来源", max_length=20, default="自查")
    document = models.CharField("来文文号", max_length=100, blank=True)
    found_at = models.DateTimeField("发现时间")
    assigned_at = models.DateTimeField("交办时间", null=True, blank=True)
    due = models.DateTimeField("整改时限", null=True, blank=True)
    #: The calendar of a year was not known: counted by weekdays.
    due_estimated = models.BooleanField("时限为估算", default=False)
    waived_until = models.DateField("豁免至", null=True, blank=True)
    unsure_in_row = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "问题"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Event(models.Model):
    """A change of a case: who, when, why, with what proof. Letters go out from events; `letter` is the one that tells it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", verbose_name="问题")
    kind = models.CharField("事件", max_length=20, choices=_EVENTS)
    at = models.DateTimeField("时间", db_index=True)
    who = models.CharField("何人", max_length=100)
    note = models.TextField("说明", blank=True)
    before = models.CharField("原状态", max_length=10, choices=_STATES, blank=True)
    after = models.CharField("新状态", max_length=10, choices=_STATES, blank=True)
    audit = models.ForeignKey("ledger.Audit", models.SET_NULL, null=True, related_name="+", verbose_name="检查")
    facts = models.JSONField("内容", default=dict)
    letter = models.ForeignKey(
        "ledger.Letter", models.PROTECT, null=True, blank=True, related_name="events", verbose_name="信函"
    )

    class Meta:
        verbose_name = verbose_name_plural = "事件"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {EVENTS[Happened(self.kind)]}"


class Reply(models.Model):
    """What a unit answered, with its files."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="replies", verbose_name="问题")
    at = models.DateTimeField("时间")
    who = models.CharField("何人", max_length=100)
    kind = models.CharField("答复", max_length=20)
    words = models.TextField("内容", blank=True)
    url = models.TextField("链接", blank=True)
    files = models.JSONField("附件", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "反馈"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Serial(models.Model):
    """Counters and locks: numbers of a quarter, and the one row that whoever records a site's audit holds."""

    key = models.CharField(max_length=250, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key} {self.last}"
