import datetime
import django.db.models.deletion
import django.utils.timezone
import tamarack.common.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('growth', '0001_initial'), ('growth', '0002_choices'), ('growth', '0003_together')]

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
                    name='LearningEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=300)),
                        ('what', models.TextField(blank=True, max_length=4000)),
                        ('where', models.CharField(blank=True, max_length=300)),
                        ('link', models.URLField(blank=True, max_length=500)),
                        ('starts_at', models.DateTimeField()),
                        ('ends_at', models.DateTimeField()),
                        ('time_zone', models.CharField(max_length=60)),
                        ('criteria', models.JSONField(default=list)),
                        ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                        ('for_all', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changes', models.PositiveIntegerField(default=0)),
                        ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='people.team')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('starts_at', 'pk'),
                        'indexes': [models.Index(fields=['team', 'ends_at'], name='growth_lear_team_id_a951e8_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='an_event_ends_after_it_starts')],
                    },
                ),
                migrations.CreateModel(
                    name='Rhythm',
                    fields=[
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='rhythm', serialize=False, to=settings.AUTH_USER_MODEL)),
                        ('every', models.PositiveSmallIntegerField(choices=[(0, 'No check-ins'), (1, 'Every week'), (2, 'Every two weeks'), (4, 'Every four weeks'), (13, 'Every three months')], default=0)),
                        ('next_on', models.DateField(blank=True, null=True)),
                        ('at', models.TimeField(default=datetime.time(9, 0))),
                        ('time_zone', models.CharField(blank=True, max_length=60)),
                        ('reminders', models.BooleanField(default=False)),
                        ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=0)),
                        ('reminded_for', models.DateField(blank=True, null=True)),
                        ('calendar', models.CharField(blank=True, max_length=40)),
                    ],
                ),
                migrations.CreateModel(
                    name='Role',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('copied_from', models.SlugField(blank=True, max_length=60)),
                        ('document', models.JSONField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='people.organisation')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('created_at', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='a_role_is_one_s_own')],
                    },
                ),
                migrations.CreateModel(
                    name='SignUp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ups', to='growth.learningevent')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ups', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('event', 'person'), name='signed_up_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TeamFocus',
                    fields=[
                        ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='focus', serialize=False, to='people.team')),
                        ('criteria', models.JSONField(default=list)),
                        ('why', models.TextField(blank=True, max_length=4000)),
                        ('until', models.DateField(blank=True, null=True)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                ),
                migrations.CreateModel(
                    name='Template',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('review', 'Review'), ('feedback', 'Feedback')], max_length=10)),
                        ('title', models.CharField(max_length=300)),
                        ('message', models.TextField(blank=True, max_length=4000)),
                        ('relation', models.CharField(choices=[('manager', 'Manager'), ('mentor', 'Mentor'), ('peer', 'Peer')], default='manager', max_length=10)),
                        ('criteria', models.JSONField(default=list)),
                        ('days', models.PositiveSmallIntegerField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='templates', to='people.team')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('title', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Wish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criteria', models.JSONField(default=list)),
                        ('languages', models.JSONField(default=list)),
                        ('reach', models.CharField(choices=[('team', 'My own team'), ('organisation', 'My organisation'), ('anywhere', 'Anyone on this site')], default='organisation', max_length=12)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='people.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'person'), name='one_wish_in_an_organisation')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('moved', models.TextField(blank=True, max_length=4000)),
                        ('in_the_way', models.TextField(blank=True, max_length=4000)),
                        ('next', models.TextField(blank=True, max_length=4000)),
                        ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='assessment.assessment')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Goal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('aim', models.CharField(max_length=300)),
                        ('why_me', models.TextField(blank=True, max_length=4000)),
                        ('why_students', models.TextField(blank=True, max_length=4000)),
                        ('by', models.DateField(blank=True, null=True)),
                        ('focus', models.JSONField(default=list)),
                        ('role', models.CharField(blank=True, max_length=60)),
                        ('profile', models.JSONField(blank=True, null=True)),
                        ('state', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('reached', 'Reached'), ('let_go', 'Let go')], default='active', max_length=10)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('created_at', 'pk'),
                        'indexes': [models.Index(fields=['person', 'state'], name='growth_goal_person__4a6488_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Action',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(max_length=300)),
                        ('kind', models.CharField(choices=[('do', 'Experience on the job'), ('with', 'With and through others'), ('learn', 'Course or reading')], default='do', max_length=10)),
                        ('serves', models.JSONField(default=list)),
                        ('due', models.DateField(blank=True, null=True)),
                        ('effort', models.CharField(blank=True, choices=[('hour', 'Up to an hour'), ('hours', 'A few hours'), ('day', 'About a day'), ('days', 'Several days')], max_length=10)),
                        ('repeat', models.CharField(blank=True, choices=[('week', 'Every week'), ('fortnight', 'Every two weeks'), ('month', 'Every month'), ('term', 'Every term (four months)'), ('year', 'Every year')], max_length=10)),
                        ('state', models.CharField(choices=[('open', 'To do'), ('under_way', 'Under way'), ('done', 'Done'), ('let_go', 'Let go')], default='open', max_length=10)),
                        ('notes', models.TextField(blank=True, max_length=4000)),
                        ('place', models.PositiveIntegerField(default=0)),
                        ('done_on', models.DateField(blank=True, null=True)),
                        ('learned', models.CharField(blank=True, max_length=300)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='growth.action')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to=settings.AUTH_USER_MODEL)),
                        ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='growth.goal')),
                    ],
                    options={
                        'ordering': ('place', 'pk'),
                        'indexes': [models.Index(fields=['person', 'state', 'due'], name='growth_acti_person__8d598c_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='GoalEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('state', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('reached', 'Reached'), ('let_go', 'Let go')], max_length=10)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='growth.goal')),
                    ],
                    options={
                        'ordering': ('at', 'pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Match',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fit', models.PositiveIntegerField()),
                        ('why', models.JSONField(default=list)),
                        ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('until', models.DateTimeField()),
                        ('helper_says', models.CharField(blank=True, choices=[('', 'No answer yet'), ('yes', 'Yes'), ('no', 'No')], default='', max_length=3)),
                        ('seeker_says', models.CharField(blank=True, choices=[('', 'No answer yet'), ('yes', 'Yes'), ('no', 'No')], default='', max_length=3)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('helper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches_as_helper', to=settings.AUTH_USER_MODEL)),
                        ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.organisation')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches_as_seeker', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('-proposed_at', '-pk'),
                        'indexes': [models.Index(fields=['helper', 'until'], name='growth_matc_helper__1b8a88_idx'), models.Index(fields=['seeker', 'until'], name='growth_matc_seeker__b8f586_idx')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('helper', models.F('seeker')), _negated=True), name='nobody_helps_themself')],
                    },
                ),
                migrations.CreateModel(
                    name='Offer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('capacity', models.PositiveSmallIntegerField(default=1)),
                        ('languages', models.JSONField(default=list)),
                        ('reach', models.CharField(choices=[('team', 'My own team'), ('organisation', 'My organisation'), ('anywhere', 'Anyone on this site')], default='organisation', max_length=12)),
                        ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='people.organisation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to=settings.AUTH_USER_MODEL)),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('person__name', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'person'), name='one_offer_in_an_organisation'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1), ('capacity__lte', 20)), name='an_offer_is_for_some_people')],
                    },
                ),
                migrations.CreateModel(
                    name='OfferedLevel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('criterion', models.CharField(max_length=40)),
                        ('level', models.CharField(max_length=40)),
                        ('source', models.CharField(choices=[('agreed', 'agreed in a review'), ('self', 'self-rated')], max_length=10)),
                        ('of', models.DateField()),
                        ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='growth.offer')),
                    ],
                    options={
                        'ordering': ('pk',),
                        'constraints': [models.UniqueConstraint(fields=('offer', 'criterion'), name='one_level_a_criterion')],
                    },
                ),
                migrations.CreateModel(
                    name='Resource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=300)),
                        ('kind', models.CharField(choices=[('link', 'Link'), ('document', 'Document'), ('course', 'Course'), ('note', 'Note')], default='link', max_length=10)),
                        ('url', models.URLField(blank=True, max_length=500)),
                        ('language', models.CharField(blank=True, choices=[('en', 'English'), ('fr', 'French'), ('both', 'English and French'), ('other', 'Another language')], max_length=10)),
                        ('format', models.CharField(blank=True, max_length=80)),
                        ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                        ('cost', models.CharField(blank=True, choices=[('free', 'Free'), ('paid', 'Paid'), ('employer', 'Paid by my employer')], max_length=10)),
                        ('criteria', models.JSONField(default=list)),
                        ('levels', models.JSONField(default=list)),
                        ('notes', models.TextField(blank=True, max_length=4000)),
                        ('problem', models.CharField(blank=True, choices=[('dead', 'The link is dead'), ('wrong', 'The content is wrong or out of date')], max_length=10)),
                        ('problem_at', models.DateTimeField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='people.organisation')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resources', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='people.team')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rubric.version')),
                    ],
                    options={
                        'ordering': ('title', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('person__isnull', False)), models.Q(('organisation__isnull', False), ('person', None)), _connector='OR'), name='a_resource_is_one_s_own'), models.CheckConstraint(condition=models.Q(('team', None), ('organisation__isnull', False), _connector='OR'), name='a_team_s_resource_is_its_organisation_s')],
                    },
                ),
            ],
        ),
    ]
