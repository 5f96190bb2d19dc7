import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('insight', '0001_initial'), ('insight', '0002_framework_figures')]

    initial = True

    dependencies = [
        ('assessment', '0001_tables'),
        ('people', '0001_tables'),
        ('rubric', '0001_tables'),
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Snapshot',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begins', models.DateField()),
                        ('ends', models.DateField()),
                        ('k', models.PositiveSmallIntegerField()),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='people.organisation')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-ends', '-pk'),
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'version', 'begins'), name='one_snapshot_a_period'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('begins'))), name='a_period_has_days'), models.CheckConstraint(condition=models.Q(('k__gte', 5)), name='snapshot_k_at_least_five')],
                    },
                ),
                migrations.CreateModel(
                    name='Counted',
                    fields=[
                        ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='counted', serialize=False, to='assessment.assessment')),
                        ('last', models.BooleanField()),
                        ('snapshot', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='counted', to='insight.snapshot')),
                    ],
                ),
                migrations.CreateModel(
                    name='TeamPart',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(blank=True, max_length=40)),
                        ('name', models.CharField(blank=True, max_length=200)),
                        ('cells', models.JSONField(default=dict)),
                        ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='insight.snapshot')),
                    ],
                    options={
                        'ordering': ('code',),
                        'constraints': [models.UniqueConstraint(fields=('snapshot', 'code'), name='one_part_a_team')],
                    },
                ),
                migrations.CreateModel(
                    name='FrameworkFigures',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begins', models.DateField()),
                        ('ends', models.DateField()),
                        ('told', models.JSONField(default=dict)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-ends', '-pk'),
                        'constraints': [models.UniqueConstraint(fields=('version', 'begins', 'ends'), name='told_once_a_period')],
                    },
                ),
            ],
        ),
    ]
