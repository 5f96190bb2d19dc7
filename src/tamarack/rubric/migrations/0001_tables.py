import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rubric', '0001_initial'), ('rubric', '0002_evolving')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Framework',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40)),
                        ('status', models.CharField(blank=True, max_length=40)),
                        ('languages', models.JSONField(default=list)),
                        ('translations', models.JSONField(blank=True, default=dict)),
                        ('editorial', models.JSONField(blank=True, default=list)),
                        ('changes', models.JSONField(blank=True, default=list)),
                        ('restores', models.CharField(blank=True, max_length=40)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='rubric.framework')),
                        ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='rubric.version')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('framework', 'number'), name='one_version_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Competency',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rubric.version')),
                    ],
                    options={
                        'ordering': ('position',),
                        'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='one_competency_a_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Criterion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('position', models.PositiveSmallIntegerField()),
                        ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='rubric.competency')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rubric.version')),
                    ],
                    options={
                        'ordering': ('competency__position', 'position'),
                        'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='one_criterion_a_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Translation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(blank=True, max_length=90)),
                        ('field', models.CharField(max_length=20)),
                        ('language', models.CharField(max_length=10)),
                        ('text', models.TextField()),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rubric.version')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('version', 'subject', 'field', 'language'), name='one_text_a_language')],
                    },
                ),
                migrations.CreateModel(
                    name='Level',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40)),
                        ('rank', models.PositiveSmallIntegerField()),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rubric.version')),
                    ],
                    options={
                        'ordering': ('rank',),
                        'constraints': [models.UniqueConstraint(fields=('version', 'code'), name='one_level_a_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Descriptor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='rubric.criterion')),
                        ('level', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='descriptors', to='rubric.level')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rubric.version')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('criterion', 'level'), name='one_descriptor_a_cell')],
                    },
                ),
                migrations.CreateModel(
                    name='Life',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40)),
                        ('status', models.CharField(choices=[('draft', 'draft'), ('consultation', 'in consultation'), ('adopted', 'adopted'), ('superseded', 'superseded'), ('withdrawn', 'withdrawn')], max_length=20)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('why', models.TextField(blank=True, max_length=2000)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life', to='rubric.framework')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                        'indexes': [models.Index(fields=['framework', 'number', '-at'], name='rubric_life_framewo_ad4f4f_idx')],
                    },
                ),
            ],
        ),
    ]
