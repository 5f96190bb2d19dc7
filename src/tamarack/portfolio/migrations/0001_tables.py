import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
import tamarack.portfolio.models.credential
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('portfolio', '0001_evidence'), ('portfolio', '0002_log'), ('portfolio', '0003_credential'), ('portfolio', '0004_showcase_credentials'), ('portfolio', '0005_brought_from'), ('portfolio', '0006_privacy')]

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
                    name='Activity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=300)),
                        ('category', models.CharField(choices=[('course', 'Course or certificate'), ('workshop', 'Workshop or webinar'), ('conference', 'Conference'), ('reading', 'Reading and self-study'), ('project', 'Work project'), ('mentoring', 'Mentoring and leadership'), ('teaching', 'Teaching and presenting'), ('research', 'Research and writing'), ('association', 'Association and community work'), ('other', 'Something else')], default='workshop', max_length=40)),
                        ('on', models.DateField()),
                        ('planned_quarters', models.PositiveIntegerField(default=0)),
                        ('done_quarters', models.PositiveIntegerField(default=0)),
                        ('project', models.CharField(blank=True, max_length=120)),
                        ('criteria', models.JSONField(default=list)),
                        ('notes', models.TextField(blank=True, max_length=4000)),
                        ('reflection', models.TextField(blank=True, max_length=4000)),
                        ('action', models.PositiveBigIntegerField(blank=True, null=True)),
                        ('evidence', models.PositiveBigIntegerField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-on', '-pk'),
                        'indexes': [models.Index(fields=['person', '-on'], name='portfolio_a_person__f9f8c3_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('done_quarters', 0), ('planned_quarters', 0), _negated=True), name='hours_planned_or_done')],
                    },
                ),
                migrations.CreateModel(
                    name='BroughtCredential',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sha256', models.CharField(max_length=64)),
                        ('document', models.TextField()),
                        ('title', models.CharField(max_length=300)),
                        ('issuer', models.CharField(blank=True, max_length=300)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='brought_credentials', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('title', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('person', 'sha256'), name='held_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Evidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=300)),
                        ('kind', models.CharField(choices=[('project', 'Project'), ('event', 'Event or workshop'), ('practice', 'Everyday practice'), ('resource', 'Resource or tool'), ('publication', 'Publication or talk'), ('course', 'Course or certificate'), ('testimonial', 'Testimonial'), ('award', 'Award'), ('other', 'Something else')], default='project', max_length=12)),
                        ('began', models.DateField(blank=True, null=True)),
                        ('ended', models.DateField(blank=True, null=True)),
                        ('role', models.CharField(blank=True, max_length=300)),
                        ('did', models.TextField(blank=True, max_length=8000)),
                        ('reflection', models.TextField(blank=True, max_length=8000)),
                        ('held_by', models.CharField(blank=True, max_length=300)),
                        ('action', models.PositiveBigIntegerField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('edited_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-ended', '-began', '-created_at', '-pk'),
                        'indexes': [models.Index(fields=['person', '-ended'], name='portfolio_e_person__886a5d_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Endorsement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('email', models.EmailField(max_length=254)),
                        ('message', models.TextField(blank=True, max_length=8000)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('link', models.CharField(max_length=40)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('until', models.DateTimeField()),
                        ('role', models.CharField(blank=True, max_length=300)),
                        ('words', models.TextField(blank=True, max_length=8000)),
                        ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                        ('declined_at', models.DateTimeField(blank=True, null=True)),
                        ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('brought_from', models.CharField(blank=True, max_length=200)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to='portfolio.evidence')),
                    ],
                    options={
                        'ordering': ('asked_at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='File',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stored', models.CharField(max_length=60, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('content_type', models.CharField(max_length=100)),
                        ('size', models.PositiveBigIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='portfolio.activity')),
                        ('evidence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='portfolio.evidence')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('added_at', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('evidence', None)), models.Q(('activity', None), ('evidence__isnull', False)), _connector='OR'), name='a_file_of_one_thing')],
                    },
                ),
                migrations.CreateModel(
                    name='Following',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scheme', models.SlugField(max_length=60)),
                        ('since', models.DateField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('created_at', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('person', 'scheme'), name='a_scheme_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Exemption',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('began', models.DateField()),
                        ('ended', models.DateField()),
                        ('reason', models.CharField(choices=[('parental', 'Parental leave'), ('illness', 'Illness or disability'), ('care', 'Care of someone close'), ('studies', 'Full-time studies'), ('away', 'Time away from the profession'), ('other', 'Another reason')], default='parental', max_length=10)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('following', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemptions', to='portfolio.following')),
                    ],
                    options={
                        'ordering': ('began', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('ended__gte', models.F('began'))), name='an_exemption_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Impact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField()),
                        ('audience', models.CharField(choices=[('students', 'Students'), ('graduates', 'New graduates'), ('employers', 'Employers'), ('colleagues', 'Colleagues')], default='students', max_length=10)),
                        ('people', models.PositiveIntegerField(blank=True, null=True)),
                        ('changed', models.CharField(max_length=300)),
                        ('before', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                        ('after', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                        ('known_by', models.CharField(choices=[('observed', 'I observed it'), ('survey', 'A survey'), ('data', 'Data that we keep'), ('testimony', 'People told me')], default='observed', max_length=10)),
                        ('how_known', models.CharField(blank=True, max_length=300)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='impacts', to='portfolio.evidence')),
                        ('same_people_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portfolio.evidence')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'indexes': [models.Index(fields=['evidence', 'on'], name='portfolio_i_evidenc_7d5a24_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Issuer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=40, unique=True)),
                        ('address', models.CharField(max_length=200)),
                        ('did', models.CharField(max_length=300, unique=True)),
                        ('name', models.JSONField(default=dict)),
                        ('description', models.JSONField(blank=True, default=dict)),
                        ('url', models.URLField(max_length=500)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('deciders', models.ManyToManyField(blank=True, related_name='decides_for', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation')),
                        ('reviewers', models.ManyToManyField(blank=True, related_name='reviews_for', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('slug',),
                    },
                ),
                migrations.CreateModel(
                    name='IssuerKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public', models.CharField(max_length=60, unique=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('retired_at', models.DateTimeField(blank=True, null=True)),
                        ('disowned_at', models.DateTimeField(blank=True, null=True)),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='portfolio.issuer')),
                    ],
                    options={
                        'ordering': ('-created_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('issuer',), name='one_key_in_use')],
                    },
                ),
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('url', models.URLField(max_length=500)),
                        ('label', models.CharField(blank=True, max_length=300)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='portfolio.evidence')),
                    ],
                    options={
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='Application',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(blank=True, max_length=40)),
                        ('level', models.CharField(max_length=40)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('email', models.EmailField(max_length=254)),
                        ('shows_name', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('open', 'Waiting for a decision'), ('issued', 'Issued'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('seen_at', models.DateTimeField(blank=True, null=True)),
                        ('seen_by', models.CharField(blank=True, max_length=120)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('reason', models.TextField(blank=True, max_length=1000)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='portfolio.issuer')),
                        ('links', models.ManyToManyField(blank=True, related_name='+', to='portfolio.link')),
                    ],
                    options={
                        'ordering': ('asked_at', 'pk'),
                        'indexes': [models.Index(fields=['issuer', 'state'], name='portfolio_a_issuer__54fd1f_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('person', 'issuer', 'version', 'code', 'level'), name='one_open_application')],
                    },
                ),
                migrations.CreateModel(
                    name='SharedEvidence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='portfolio.evidence')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_evidence', to='assessment.review')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('review', 'evidence'), name='shared_once')],
                    },
                ),
                migrations.CreateModel(
                    name='StatusList',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('document', models.TextField(blank=True)),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='portfolio.issuer')),
                    ],
                    options={
                        'ordering': ('number',),
                        'constraints': [models.UniqueConstraint(fields=('issuer', 'number'), name='one_list_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Status',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('index', models.PositiveIntegerField()),
                        ('key', models.CharField(default=tamarack.portfolio.models.credential.new_key, max_length=40, unique=True)),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='portfolio.statuslist')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('list', 'index'), name='a_place_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Credential',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(blank=True, max_length=40)),
                        ('level', models.CharField(max_length=40)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('document', models.TextField()),
                        ('holder', models.CharField(blank=True, max_length=120)),
                        ('ratings', models.JSONField(default=dict)),
                        ('issued_at', models.DateTimeField()),
                        ('valid_until', models.DateTimeField(blank=True, null=True)),
                        ('revoked_for', models.TextField(blank=True, max_length=1000)),
                        ('listed', models.BooleanField(default=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                        ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='portfolio.issuer')),
                        ('status', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='credential', to='portfolio.status')),
                    ],
                    options={
                        'ordering': ('-issued_at', '-pk'),
                        'indexes': [models.Index(fields=['issuer', '-issued_at'], name='portfolio_c_issuer__2e643c_idx'), models.Index(fields=['person'], name='portfolio_c_person__9e9903_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Showcase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=300)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('words', models.TextField(blank=True, max_length=8000)),
                        ('contact', models.CharField(blank=True, max_length=300)),
                        ('link', models.CharField(blank=True, max_length=40)),
                        ('until', models.DateField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessment.assessment')),
                        ('credentials', models.ManyToManyField(blank=True, related_name='+', to='portfolio.credential')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='showcases', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-changed_at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='ShowcaseEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveIntegerField(default=0)),
                        ('shows_reflection', models.BooleanField(default=False)),
                        ('shows_impact', models.BooleanField(default=True)),
                        ('shows_supports', models.BooleanField(default=True)),
                        ('shows_files', models.BooleanField(default=False)),
                        ('shows_endorsements', models.BooleanField(default=False)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='portfolio.evidence')),
                        ('showcase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='portfolio.showcase')),
                    ],
                    options={
                        'ordering': ('place', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('showcase', 'evidence'), name='shown_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Support',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=60)),
                        ('how', models.CharField(blank=True, max_length=300)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='portfolio.evidence')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('evidence', 'version', 'code'), name='once_for_a_descriptor')],
                    },
                ),
                migrations.CreateModel(
                    name='Acceptance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('lapsed_at', models.DateTimeField(blank=True, null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='assessment.review')),
                        ('support', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acceptances', to='portfolio.support')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('lapsed_at', None)), fields=('review', 'support'), name='accepted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Tag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40)),
                        ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='portfolio.evidence')),
                    ],
                    options={
                        'ordering': ('name',),
                        'constraints': [models.UniqueConstraint(fields=('evidence', 'name'), name='a_tag_once')],
                    },
                ),
            ],
        ),
    ]
