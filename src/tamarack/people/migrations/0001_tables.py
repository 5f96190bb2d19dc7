import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
import tamarack.people.models.places
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_places'), ('people', '0003_places_filled'), ('people', '0004_places_held'), ('people', '0005_statistics'), ('people', '0006_rubric'), ('people', '0007_signing_in'), ('people', '0008_privacy')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='Leaving',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('until', models.DateTimeField(db_index=True)),
                        ('sealed', models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name='RetentionRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rule', models.CharField(max_length=40)),
                        ('erased', models.PositiveIntegerField()),
                        ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='Email address')),
                        ('name', models.CharField(max_length=120, verbose_name='Name')),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français')], default='en', max_length=2, verbose_name='Language')),
                        ('scheme', models.CharField(blank=True, choices=[('', 'As my device has it'), ('light', 'Light'), ('dark', 'Dark')], default='', max_length=5, verbose_name='Colours')),
                        ('rubric', models.CharField(blank=True, max_length=40)),
                        ('notice', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_staff', models.BooleanField(default=False)),
                        ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                        ('audit_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                    },
                ),
                migrations.CreateModel(
                    name='Breach',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('happened', models.CharField(max_length=200, verbose_name='When it happened, as far as is known')),
                        ('found_on', models.DateField(verbose_name='Day on which it was found')),
                        ('what', models.TextField(max_length=4000, verbose_name='What happened, and why')),
                        ('information', models.TextField(max_length=4000, verbose_name='Which personal information')),
                        ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='How many people, as far as is known')),
                        ('harm', models.CharField(choices=[('open', 'Not assessed yet'), ('no', 'No real risk of significant harm'), ('yes', 'A real risk of significant harm')], default='open', max_length=4, verbose_name='Risk of significant harm')),
                        ('why', models.TextField(blank=True, max_length=4000, verbose_name='Why: how sensitive it is, what could follow, how likely misuse is')),
                        ('commission_told_on', models.DateField(blank=True, null=True, verbose_name='Day on which the commission was told')),
                        ('people_told_on', models.DateField(blank=True, null=True, verbose_name='Day on which those concerned were told')),
                        ('done', models.TextField(blank=True, max_length=4000, verbose_name='What was done, and what will prevent it')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='Day on which it was closed')),
                        ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-found_on', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='HeldFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stored', models.CharField(max_length=200, unique=True)),
                        ('leaving', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='people.leaving')),
                    ],
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('employer', 'Employer'), ('centre', 'Career centre'), ('association', 'Association')], default='employer', max_length=12)),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français')], default='en', max_length=2)),
                        ('k', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(5)])),
                        ('threshold', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(3)])),
                        ('months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(3)])),
                        ('begins', models.DateField(default=tamarack.people.models.places.first_of_year)),
                        ('second_step', models.BooleanField(db_default=False, default=False)),
                        ('logo', models.BinaryField(blank=True, default=b'')),
                        ('logo_text', models.CharField(blank=True, max_length=200)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('association', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='organisations', to='people.organisation')),
                        ('wants', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='wanted_by', to='people.organisation')),
                    ],
                    options={
                        'ordering': ('name', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('k__gte', 5)), name='k_at_least_five'), models.CheckConstraint(condition=models.Q(('threshold__gte', 3)), name='threshold_at_least_three'), models.CheckConstraint(condition=models.Q(('months__gte', 3)), name='periods_of_three_months_or_more'), models.CheckConstraint(condition=models.Q(('association', models.F('id')), _negated=True), name='not_its_own_association')],
                    },
                ),
                migrations.CreateModel(
                    name='IdentityProvider',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('kind', models.CharField(choices=[('openid_connect', 'OpenID Connect'), ('saml', 'SAML 2.0')], default='openid_connect', max_length=20)),
                        ('issuer', models.CharField(max_length=500)),
                        ('client_id', models.CharField(blank=True, max_length=191)),
                        ('secret', models.TextField(blank=True)),
                        ('address', models.CharField(blank=True, max_length=500)),
                        ('certificate', models.TextField(blank=True)),
                        ('enabled', models.BooleanField(default=False)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='identity_provider', to='people.organisation')),
                    ],
                ),
                migrations.CreateModel(
                    name='Grant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.TextField(blank=True, max_length=1000)),
                        ('statistics', models.BooleanField(default=False)),
                        ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='people.organisation')),
                    ],
                    options={
                        'ordering': ('given_at', 'pk'),
                        'indexes': [models.Index(fields=['organisation', 'withdrawn_at'], name='people_gran_organis_afdd97_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person',), name='counts_in_one_organisation')],
                    },
                ),
                migrations.CreateModel(
                    name='Domain',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200)),
                        ('proof', models.CharField(max_length=40)),
                        ('proven_at', models.DateTimeField(blank=True, null=True)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='people.organisation')),
                    ],
                    options={
                        'ordering': ('name', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='domain_once_in_an_organisation'), models.UniqueConstraint(condition=models.Q(('proven_at__isnull', False)), fields=('name',), name='domain_proven_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Ask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.TextField(max_length=1000)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='people.organisation')),
                    ],
                    options={
                        'ordering': ('-asked_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organisation',), name='one_ask_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='PrivacyOfficer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='officer', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='PutAside',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='put_aside', to='people.ask')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='put_aside', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('ask', 'person'), name='put_aside_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Recovery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('link', models.CharField(max_length=40)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('reminded_at', models.DateTimeField(blank=True, null=True)),
                        ('opened_at', models.DateTimeField(blank=True, null=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('done', models.BooleanField(default=False)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recoveries', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-asked_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('person',), name='one_recovery_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='SignIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('session', models.CharField(blank=True, max_length=40)),
                        ('device', models.CharField(max_length=40)),
                        ('browser', models.CharField(blank=True, max_length=40)),
                        ('system', models.CharField(blank=True, max_length=40)),
                        ('network', models.CharField(blank=True, max_length=45)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-seen_at', '-pk'),
                        'indexes': [models.Index(fields=['session'], name='sign_in_by_session')],
                    },
                ),
                migrations.CreateModel(
                    name='Team',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.SlugField(max_length=40)),
                        ('name', models.CharField(max_length=200)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='people.organisation')),
                    ],
                    options={
                        'ordering': ('name', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'code'), name='one_team_a_code')],
                    },
                ),
                migrations.CreateModel(
                    name='Member',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('owner', 'Owner'), ('lead', 'Team lead'), ('member', 'Member')], default='member', max_length=10)),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='people.organisation')),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='people.team')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'person'), name='once_in_an_organisation')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('owner', 'Owner'), ('lead', 'Team lead'), ('member', 'Member')], default='member', max_length=10)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('domain', models.CharField(blank=True, max_length=200)),
                        ('link', models.CharField(max_length=40)),
                        ('until', models.DateTimeField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('taken_at', models.DateTimeField(blank=True, null=True)),
                        ('declined_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='people.organisation')),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.team')),
                    ],
                    options={
                        'ordering': ('-created_at', '-pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('email', ''), models.Q(('domain', ''), _negated=True)), models.Q(models.Q(('email', ''), _negated=True), ('domain', '')), _connector='OR'), name='invited_by_address_or_domain')],
                    },
                ),
                migrations.CreateModel(
                    name='Brought',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(max_length=200)),
                        ('kind', models.CharField(max_length=60)),
                        ('number', models.BigIntegerField()),
                        ('here', models.BigIntegerField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brought', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'source', 'kind', 'number'), name='brought_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Errand',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('take', 'Take'), ('bring', 'Bring')], max_length=5)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=7)),
                        ('stored', models.CharField(blank=True, max_length=60)),
                        ('size', models.PositiveBigIntegerField(default=0)),
                        ('report', models.JSONField(default=dict)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('until', models.DateTimeField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='errands', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-asked_at', '-pk'),
                        'indexes': [models.Index(fields=['person', 'kind', '-asked_at'], name='people_erra_person__a17538_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeRead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('number',),
                        'constraints': [models.UniqueConstraint(fields=('person', 'number'), name='a_notice_read_once')],
                    },
                ),
            ],
        ),
    ]
