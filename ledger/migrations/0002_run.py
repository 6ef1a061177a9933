import ledger.models.runs
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=50, verbose_name='任务')),
                ('target', models.CharField(blank=True, max_length=200, verbose_name='网站')),
                ('planned_at', models.DateTimeField(verbose_name='计划时间')),
                ('not_before', models.DateTimeField(blank=True, null=True, verbose_name='不早于')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('outcome', models.CharField(choices=[('planned', '计划'), ('ran', '完成'), ('missed', '错过'), ('failed', '未成功'), ('killed', '被中止')], default=ledger.models.runs.Outcome['PLANNED'], max_length=10, verbose_name='结果')),
                ('tries', models.PositiveIntegerField(default=0, verbose_name='次数')),
                ('detail', models.TextField(blank=True, verbose_name='说明')),
            ],
            options={
                'verbose_name': '定时任务',
                'verbose_name_plural': '定时任务',
                'ordering': ('-planned_at', 'id'),
                'indexes': [models.Index(fields=['outcome', 'planned_at'], name='run_outcome')],
                'constraints': [models.UniqueConstraint(fields=('job', 'target', 'planned_at'), name='one_occasion')],
            },
        ),
    ]
