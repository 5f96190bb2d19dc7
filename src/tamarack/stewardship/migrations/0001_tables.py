import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('stewardship', '0001_initial'), ('stewardship', '0002_workshop'), ('stewardship', '0003_voice'), ('stewardship', '0004_crosswalk'), ('stewardship', '0005_carry_over')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
        ('rubric', '0001_tables'),
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='CarryOver',
                    fields=[
                        ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='carry_over', serialize=False, to='rubric.version')),
                        ('people', models.PositiveIntegerField(default=0)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('last', models.PositiveBigIntegerField(default=0)),
                        ('begun_at', models.DateTimeField(auto_now_add=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Crosswalk',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('left', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rubric.framework')),
                        ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('right', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rubric.framework')),
                    ],
                    options={
                        'ordering': ('left__code', 'right__code'),
                        'constraints': [models.UniqueConstraint(fields=('left', 'right'), name='one_crosswalk_a_pair')],
                    },
                ),
                migrations.CreateModel(
                    name='CrosswalkRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('left_code', models.CharField(max_length=40)),
                        ('kind', models.CharField(choices=[('same', 'same as'), ('broader', 'broader than'), ('narrower', 'narrower than'), ('related', 'related to')], max_length=10)),
                        ('right_code', models.CharField(max_length=40)),
                        ('note', models.CharField(blank=True, max_length=500)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('crosswalk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='stewardship.crosswalk')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('crosswalk', 'left_code', 'right_code'), name='one_relation_a_pair')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.CharField(max_length=40)),
                        ('document', models.JSONField()),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('dropped_at', models.DateTimeField(blank=True, null=True)),
                        ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                        ('became', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='rubric.version')),
                        ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='rubric.framework')),
                    ],
                    options={
                        'ordering': ('-begun_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('dropped_at', None)), fields=('framework', 'number'), name='one_draft_a_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Consultation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opens', models.DateField()),
                        ('closes', models.DateField()),
                        ('text', models.JSONField(default=dict)),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('opened_at', models.DateTimeField(blank=True, null=True)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('document', models.JSONField(blank=True, null=True)),
                        ('results', models.JSONField(blank=True, null=True)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('begun_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='stewardship.draft')),
                    ],
                    options={
                        'ordering': ('-opens', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('draft',), name='one_consultation_a_draft'), models.CheckConstraint(condition=models.Q(('closes__gte', models.F('opens'))), name='a_consultation_has_days')],
                    },
                ),
                migrations.CreateModel(
                    name='CellComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(blank=True, max_length=90)),
                        ('text', models.TextField(max_length=4000)),
                        ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('resolved_at', models.DateTimeField(blank=True, null=True)),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='stewardship.draft')),
                    ],
                    options={
                        'ordering': ('said_at', 'pk'),
                        'indexes': [models.Index(fields=['draft', 'subject'], name='stewardship_draft_i_e7c6c9_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Edit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('verb', models.CharField(max_length=30)),
                        ('subject', models.CharField(blank=True, max_length=90)),
                        ('field', models.CharField(blank=True, max_length=20)),
                        ('language', models.CharField(blank=True, max_length=10)),
                        ('before', models.TextField(blank=True)),
                        ('after', models.TextField(blank=True)),
                        ('data', models.JSONField(blank=True, default=dict)),
                        ('parts', models.JSONField(blank=True, default=dict)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='stewardship.draft')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undoes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='undone_by', to='stewardship.edit')),
                    ],
                    options={
                        'ordering': ('-pk',),
                        'indexes': [models.Index(fields=['draft', 'subject'], name='stewardship_draft_i_fcb4dd_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Listener',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listeners', to='rubric.framework')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('framework', 'person'), name='listens_once')],
                    },
                ),
                migrations.CreateModel(
                    name='NextReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('text', models.JSONField(blank=True, default=dict)),
                        ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('framework', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='next_review', to='rubric.framework')),
                        ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('day',),
                    },
                ),
                migrations.CreateModel(
                    name='Presence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.CharField(blank=True, max_length=90)),
                        ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewardship.draft')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draft', 'person'), name='present_once_a_draft')],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(blank=True, max_length=90)),
                        ('competency', models.CharField(blank=True, max_length=40)),
                        ('kind', models.CharField(choices=[('change', 'A change'), ('gap', 'Something is missing')], default='change', max_length=10)),
                        ('named', models.BooleanField(default=False)),
                        ('title', models.CharField(max_length=200)),
                        ('reason', models.TextField(max_length=4000)),
                        ('wording', models.JSONField(blank=True, default=dict)),
                        ('links', models.JSONField(blank=True, default=list)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('heard_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('declined', 'declined'), ('merged', 'merged into another'), ('withdrawn', 'withdrawn')], default='open', max_length=10)),
                        ('done', models.BooleanField(default=False)),
                        ('why', models.TextField(blank=True, max_length=2000)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to='stewardship.draft')),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='rubric.framework')),
                        ('into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='stewardship.proposal')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-made_at', '-pk'),
                        'indexes': [models.Index(fields=['framework', 'state', '-made_at'], name='stewardship_framewo_d91bf4_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), ('kind', 'gap'), _connector='OR'), name='only_a_gap_is_nowhere')],
                    },
                ),
                migrations.CreateModel(
                    name='Follow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='stewardship.proposal')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='followed_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('named', models.BooleanField(default=False)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('text', models.TextField(max_length=4000)),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='stewardship.proposal')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='ReleaseKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public', models.CharField(max_length=100, unique=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('the_only', models.BooleanField(default=True, editable=False, unique=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('the_only', True)), name='one_release_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Response',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='stewardship.consultation')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('consultation', 'person'), name='a_person_answers_once'), models.UniqueConstraint(fields=('consultation', 'organisation'), name='an_organisation_answers_once'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('person', None)), models.Q(('organisation', None), ('person__isnull', False)), _connector='OR'), name='answered_by_one')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(max_length=40)),
                        ('clear', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No'), ('none', 'No opinion')], max_length=10)),
                        ('relevant', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No'), ('none', 'No opinion')], max_length=10)),
                        ('distinct', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No'), ('none', 'No opinion')], max_length=10)),
                        ('wording', models.TextField(blank=True, max_length=4000)),
                        ('quote', models.BooleanField(default=False)),
                        ('named', models.BooleanField(default=False)),
                        ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='stewardship.response')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('response', 'criterion'), name='answered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewReminder',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('ahead', models.PositiveSmallIntegerField()),
                        ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rubric.framework')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('framework', 'day', 'ahead'), name='reminded_of_a_review_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Steward',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('framework', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stewards', to='rubric.framework')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stewardships', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('since', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('person', 'framework'), name='a_steward_once_a_framework'), models.UniqueConstraint(condition=models.Q(('framework', None)), fields=('person',), name='may_begin_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Support',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('named', models.BooleanField(default=False)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('reason', models.TextField(blank=True, max_length=2000)),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='stewardship.proposal')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('proposal', 'person'), name='supported_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TextState',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(blank=True, max_length=90)),
                        ('field', models.CharField(max_length=20)),
                        ('language', models.CharField(max_length=10)),
                        ('changed_at', models.DateTimeField(blank=True, null=True)),
                        ('led_at', models.DateTimeField(blank=True, null=True)),
                        ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                        ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stewardship.draft')),
                        ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('draft', 'subject', 'field', 'language'), name='one_state_a_text')],
                    },
                ),
            ],
        ),
    ]
