from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_picture"),
    ]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("found", "发现"),
                    ("assigned", "交办"),
                    ("gone", "核实前已消失"),
                    ("dismissed", "误报核减"),
                    ("persists", "仍存在"),
                    ("signed", "签收"),
                    ("transferred", "转办"),
                    ("claimed", "反馈已整改"),
                    ("fixed", "复查通过，销号"),
                    ("still-there", "复查仍存在"),
                    ("refused", "复查未通过，退回"),
                    ("rejected", "退回"),
                    ("doubtful", "复查存疑，待人工判定"),
                    ("closed", "人工销号"),
                    ("reopened", "问题反复"),
                    ("waived", "豁免"),
                    ("expired", "豁免到期"),
                    ("asked", "申请延期"),
                    ("extended", "同意延期"),
                    ("disputed", "申诉"),
                    ("kept", "维持交办"),
                    ("partly", "反馈部分整改"),
                    ("part-mended", "所报部分复查通过"),
                    ("part-refused", "所报部分复查未通过"),
                    ("released", "告知原单位已转办"),
                    ("silent", "本次未见，待人工判定"),
                    ("unclear", "连续未能判定"),
                    ("moved", "登记变更"),
                ],
                max_length=20,
                verbose_name="事件",
            ),
        ),
        migrations.CreateModel(
            name="Month",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7, verbose_name="月份")),
                ("unit", models.CharField(blank=True, max_length=200, verbose_name="单位编号")),
                ("name", models.CharField(max_length=200, verbose_name="单位")),
                ("since", models.DateTimeField(verbose_name="起")),
                ("until", models.DateTimeField(verbose_name="封账时刻")),
                ("closed_at", models.DateTimeField(verbose_name="入账时间")),
                ("numbers", models.JSONField(default=dict, verbose_name="数字")),
            ],
            options={
                "verbose_name": "封账月份",
                "verbose_name_plural": "封账月份",
                "ordering": ("month", "id"),
                "constraints": [models.UniqueConstraint(fields=("month", "unit"), name="one_month")],
            },
        ),
    ]
