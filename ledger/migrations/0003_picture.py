import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_run"),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("url", models.TextField(verbose_name="页面")),
                ("file", models.CharField(max_length=200, verbose_name="文件")),
                ("found", models.BooleanField(null=True, verbose_name="见到引用内容")),
                (
                    "audit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ledger.audit",
                        verbose_name="检查",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="ledger.case",
                        verbose_name="问题",
                    ),
                ),
            ],
            options={
                "verbose_name": "页面截图",
                "verbose_name_plural": "页面截图",
                "ordering": ("id",),
            },
        ),
    ]
