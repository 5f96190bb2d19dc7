import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('assessment', '0001_initial'), ('assessment', '0002_initial'), ('assessment', '0003_late_answers_and_names'), ('assessment', '0004_first_and_carried'), ('assessment', '0005_review'), ('assessment', '0006_feedback'), ('assessment', '0007_review_feedback'), ('assessment', '0008_refused_all'), ('assessment', '0009_campaigns'), ('assessment', '0010_feedback_threshold'), ('assessment', '0011_to_confirm'), ('assessment', '0012_brought_from')]

    initial = True

    dependencies = [
        ('people', '0001_tables'),
        ('rubric', '0001_tables'),
    ]

    operations = [
        tamarack.common.tables.CreateTables(
            tables=[
                migrations.CreateModel(
                    name='FeedbackRefusal',
                    fields=[
                        ('address', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ],
                ),
                migrations.CreateModel(
                    name='FeedbackRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=80)),
                        ('criteria', models.JSONField()),
                        ('message', models.TextField(blank=True, max_length=2000)),
                        ('reviewer', models.CharField(blank=True, max_length=120)),
                        ('reviewer_email', models.EmailField(blank=True, max_length=254)),
                        ('opens_on', models.DateField()),
                        ('until', models.DateField()),
                        ('state', models.CharField(choices=[('planned', 'Planned'), ('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                        ('had_enough', models.BooleanField(default=False)),
                        ('threshold', models.PositiveSmallIntegerField(default=3)),
                        ('promise', models.JSONField(default=dict)),
                        ('published', models.JSONField(default=dict)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('brought_from', models.CharField(blank=True, max_length=200)),
                        ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessment.assessment')),
                        ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='assessment.feedbackrequest')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback_requests', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-opens_on', '-pk'),
                        'indexes': [models.Index(fields=['person', 'state'], name='assessment__person__2e7d81_idx'), models.Index(fields=['state', 'until'], name='assessment__state_142876_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackRespondent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('email', models.EmailField(max_length=254)),
                        ('group', models.CharField(choices=[('manager', 'Manager'), ('peers', 'Peers'), ('reports', 'Reports'), ('students', 'Students'), ('partners', 'Partners')], max_length=10)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('link', models.CharField(max_length=40)),
                        ('withdrawn', models.BooleanField(default=False)),
                        ('state', models.CharField(choices=[('asked', 'Asked'), ('answered', 'Answered'), ('declined', 'Declined')], default='asked', max_length=10)),
                        ('has_read', models.BooleanField(default=False)),
                        ('refused_all', models.BooleanField(default=False)),
                        ('mailed_on', models.DateField(blank=True, null=True)),
                        ('reminded', models.PositiveSmallIntegerField(default=0)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='respondents', to='assessment.feedbackrequest')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('request', 'email'), name='asked_once_a_request')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackAnswer',
                    fields=[
                        ('respondent', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='answer', serialize=False, to='assessment.feedbackrespondent')),
                        ('ratings', models.JSONField(default=dict)),
                        ('remarks', models.JSONField(default=dict)),
                    ],
                ),
                migrations.CreateModel(
                    name='Assessment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(blank=True, max_length=80)),
                        ('as_of', models.DateField(blank=True, null=True)),
                        ('first', models.JSONField(blank=True, default=list)),
                        ('role', models.CharField(blank=True, max_length=60)),
                        ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('submitted_at', models.DateTimeField(blank=True, null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to=settings.AUTH_USER_MODEL)),
                        ('previous', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessment.assessment')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-started_at', '-pk'),
                        'indexes': [models.Index(fields=['person', '-started_at'], name='assessment__person__d1391d_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('submitted_at', None)), fields=('person', 'version'), name='one_draft_a_version')],
                    },
                ),
                migrations.CreateModel(
                    name='Campaign',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.CharField(max_length=500)),
                        ('message', models.TextField(blank=True, max_length=2000)),
                        ('until', models.DateField()),
                        ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('mails', models.PositiveSmallIntegerField(default=1)),
                        ('mailed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('started', models.PositiveIntegerField(default=0)),
                        ('finished', models.PositiveIntegerField(default=0)),
                        ('counted_on', models.DateField(blank=True, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='campaigns', to='people.organisation')),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='campaigns', to='people.team')),
                    ],
                    options={
                        'ordering': ('-begun_at', '-pk'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None), ('team', None)), fields=('organisation',), name='one_campaign_of_all_at_a_time'), models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('team',), name='one_campaign_of_a_team_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Asked',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('counts', models.BooleanField(default=True)),
                        ('mails', models.PositiveSmallIntegerField(default=0)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to=settings.AUTH_USER_MODEL)),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='assessment.campaign')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['campaign', 'mails'], name='assessment__campaig_925969_idx')],
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'person'), name='asked_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CampaignMute',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted_campaigns', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('person', 'organisation'), name='campaigns_muted_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('about', models.CharField(max_length=40)),
                        ('part', models.CharField(max_length=10)),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('for_reviewer', models.BooleanField(default=False)),
                        ('text', models.TextField(max_length=2000)),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='assessment.feedbackrequest')),
                    ],
                    options={
                        'ordering': ('pk',),
                    },
                ),
                migrations.CreateModel(
                    name='Imported',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('answers', models.JSONField()),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imported', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                        'constraints': [models.UniqueConstraint(fields=('person', 'version', 'organisation'), name='one_form_waits')],
                    },
                ),
                migrations.CreateModel(
                    name='Rating',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(max_length=40)),
                        ('value', models.CharField(blank=True, max_length=40)),
                        ('reason', models.CharField(blank=True, choices=[('role', 'not in my role'), ('opportunity', 'no opportunity here')], max_length=20)),
                        ('note', models.TextField(blank=True, max_length=4000)),
                        ('carried', models.BooleanField(default=False)),
                        ('confirm', models.CharField(blank=True, max_length=10)),
                        ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('rated_at', models.DateTimeField(blank=True, null=True)),
                        ('noted_at', models.DateTimeField(blank=True, null=True)),
                        ('seen', models.JSONField(blank=True, default=dict)),
                        ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='assessment.assessment')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('assessment', 'criterion'), name='one_rating_a_criterion'), models.CheckConstraint(condition=models.Q(models.Q(('value', 'NA'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('value', 'NA'), _negated=True), ('reason', '')), _connector='OR'), name='a_reason_for_not_applicable_alone')],
                    },
                ),
                migrations.CreateModel(
                    name='Review',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reviewer_name', models.CharField(max_length=120)),
                        ('reviewer_email', models.EmailField(max_length=254)),
                        ('relation', models.CharField(choices=[('manager', 'Manager'), ('mentor', 'Mentor'), ('peer', 'Peer')], default='manager', max_length=10)),
                        ('message', models.TextField(blank=True, max_length=4000)),
                        ('shows_notes', models.BooleanField(default=True)),
                        ('until', models.DateField()),
                        ('state', models.CharField(choices=[('invited', 'Invited'), ('open', 'Under way'), ('signed', 'Signed by both'), ('declined', 'Declined'), ('left', 'Stepped back from')], default='invited', max_length=10)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person_signed_at', models.DateTimeField(blank=True, null=True)),
                        ('reviewer_signed_at', models.DateTimeField(blank=True, null=True)),
                        ('brought_from', models.CharField(blank=True, max_length=200)),
                        ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='assessment.assessment')),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='corrections', to='assessment.review')),
                        ('feedback', models.ManyToManyField(blank=True, related_name='reviews', to='assessment.feedbackrequest')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                        ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reviews_given', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-created_at', '-pk'),
                        'indexes': [models.Index(fields=['person', 'state'], name='assessment__person__ef9ce9_idx'), models.Index(fields=['reviewer', 'state'], name='assessment__reviewe_f747ea_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='ReviewEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(choices=[('invited', 'invited'), ('took_up', 'took the invitation up'), ('declined', 'declined'), ('saw', 'looked at the assessment'), ('saw_evidence', 'looked at evidence'), ('shared', 'changed what the reviewer may see'), ('evaluated', 'evaluated criteria'), ('proposed', 'proposed agreed ratings'), ('accepted', 'accepted evidence'), ('took_back', 'took back the acceptance of evidence'), ('signed', 'signed'), ('unsigned', 'took the signature back'), ('left', 'stepped back')], max_length=20)),
                        ('about', models.CharField(blank=True, max_length=200)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='assessment.review')),
                        ('who', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='ReviewMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(blank=True, max_length=40)),
                        ('text', models.TextField(max_length=4000)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='assessment.review')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='ReviewRating',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(max_length=40)),
                        ('value', models.CharField(max_length=40)),
                        ('reason', models.TextField(blank=True, max_length=4000)),
                        ('agreed', models.CharField(blank=True, max_length=40)),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='assessment.review')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('review', 'criterion'), name='one_evaluation_a_criterion')],
                    },
                ),
            ],
        ),
    ]
