from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_months"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("standard", models.CharField(max_length=100, verbose_name="标准")),
                ("duty", models.CharField(max_length=100, verbose_name="任务")),
                ("unit", models.CharField(max_length=200, verbose_name="单位")),
                (
                    "state",
                    models.CharField(
                        choices=[("done", "已落实"), ("partly", "推进中"), ("not", "未落实")],
                        max_length=10,
                        verbose_name="落实情况",
                    ),
                ),
                ("url", models.TextField(blank=True, verbose_name="链接")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                ("who", models.CharField(max_length=100, verbose_name="填报人")),
                ("at", models.DateTimeField(verbose_name="填报时间")),
            ],
            options={
                "verbose_name": "任务落实情况",
                "verbose_name_plural": "任务落实情况",
                "ordering": ("id",),
                "indexes": [models.Index(fields=["standard", "duty", "unit"], name="fulfilment_of")],
            },
        ),
    ]
