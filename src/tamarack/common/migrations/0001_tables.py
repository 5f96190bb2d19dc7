import django.utils.timezone
import tamarack.common.tables
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('common', '0001_initial'), ('common', '0002_workers'), ('common', '0003_tally')]

    initial = True

    dependencies = [
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Repeated',
                    fields=[
                        ('path', models.CharField(max_length=200, primary_key=True, serialize=False)),
                        ('due_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Tally',
                    fields=[
                        ('key', models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ('until', models.BigIntegerField()),
                        ('count', models.PositiveIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Worker',
                    fields=[
                        ('name', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('beats', models.BigIntegerField(default=0)),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('what', models.CharField(max_length=30)),
                        ('by', models.UUIDField(null=True)),
                        ('of', models.UUIDField(null=True)),
                        ('organisation', models.BigIntegerField(null=True)),
                        ('about', models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                        'indexes': [models.Index(fields=['of', '-at'], name='common_entr_of_787e43_idx'), models.Index(fields=['organisation', '-at'], name='common_entr_organis_c4437a_idx'), models.Index(fields=['by', 'what', '-at'], name='common_entr_by_2da8c6_idx')],
                    },
                ),
            ],
        ),
    ]
