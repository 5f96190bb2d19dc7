import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('exchange', '0001_initial')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Calls',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('caller', models.CharField(max_length=70)),
                        ('window', models.PositiveBigIntegerField()),
                        ('count', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['window'], name='exchange_ca_window_6f27ef_idx')],
                        'constraints': [models.UniqueConstraint(fields=('caller', 'window'), name='calls_of_a_window')],
                    },
                ),
                migrations.CreateModel(
                    name='Token',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('ending', models.CharField(max_length=4)),
                        ('scopes', models.JSONField(default=list)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('until', models.DateTimeField()),
                        ('used_on', models.DateField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='people.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-made_at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Webhook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('url', models.CharField(max_length=500)),
                        ('events', models.JSONField(default=list)),
                        ('salt', models.CharField(max_length=40)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('failing_since', models.DateTimeField(blank=True, null=True)),
                        ('disabled_at', models.DateTimeField(blank=True, null=True)),
                        ('gave_up', models.BooleanField(default=False)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to='people.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='webhooks', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-made_at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Answered',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200)),
                        ('asked', models.CharField(max_length=64)),
                        ('status', models.PositiveSmallIntegerField(default=0)),
                        ('headers', models.JSONField(default=dict)),
                        ('body', models.BinaryField(default=b'')),
                        ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answered', to='exchange.token')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='one_answer_a_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message', models.CharField(max_length=40, unique=True)),
                        ('event', models.CharField(max_length=30)),
                        ('subject', models.CharField(max_length=80)),
                        ('body', models.TextField(blank=True)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('delivered', 'Delivered'), ('given_up', 'Given up')], default='waiting', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('said', models.CharField(blank=True, max_length=200)),
                        ('milliseconds', models.PositiveIntegerField(blank=True, null=True)),
                        ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ('tried_at', models.DateTimeField(blank=True, null=True)),
                        ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='exchange.webhook')),
                    ],
                    options={
                        'ordering': ('-pk',),
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_at'], name='deliveries_due'), models.Index(condition=models.Q(('state', 'waiting')), fields=['webhook', 'subject'], name='deliveries_in_order')],
                    },
                ),
            ],
        ),
    ]
