"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from tamarack.api.docs import docs
from tamarack.web.growth.calendar import feed
from tamarack.web.growth.unsubscribe import unsubscribe
from tamarack.web.insight import urls as figures
from tamarack.web.orgs.invitations import join
from tamarack.web.rubric import views as rubric
from tamarack.web.site import views as site
from tamarack.web.voice import urls as voice
from tamarack.web.voice.unhear import unhear

urlpatterns = [
    path("", site.root),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
    path("robots.txt", site.robots),
    path("calendar/<str:token>.ics", feed, name="calendar_feed"),
    path("sso/", include("tamarack.web.account.elsewhere_urls")),
    path("", include("tamarack.web.credentials.root_urls")),
    path("admin/", admin.site.urls),
    path("api/", include("tamarack.api.urls")),
    *i18n_patterns(
        path("", include("tamarack.web.site.urls")),
        path("rubric/", include(voice.rubric_urlpatterns)),
        path("rubric/", include("tamarack.web.rubric.urls")),
        path("search/", rubric.search, name="search"),
        path("try/", include("tamarack.web.trial.urls")),
        path("tasks/", include("tamarack.web.running.urls")),
        path("api/", docs, name="api_docs"),
        path("account/", include("tamarack.web.programs.account_urls")),
        path("account/", include("tamarack.web.account.urls")),
        path("", include("tamarack.web.campaigns.urls")),
        path("", include("tamarack.web.assess.urls")),
        path("growth/", include("tamarack.web.growth.urls")),
        path("feedback/", include("tamarack.web.feedback.urls")),
        path("", include("tamarack.web.growth.calendar_urls")),
        path("", include("tamarack.web.growth.file_urls")),
        path("portfolio/log/", include("tamarack.web.log.urls")),
        path("orgs/", include(figures.org_urlpatterns)),
        path("teams/", include(figures.team_urlpatterns)),
        path("", include("tamarack.web.insight.urls")),
        path("orgs/", include("tamarack.web.programs.org_urls")),
        path("orgs/", include("tamarack.web.orgs.urls")),
        path("teams/", include("tamarack.web.orgs.team_urls")),
        path("join/<str:token>/", join, name="join"),
        path("steward/", include("tamarack.web.steward.urls")),
        path("steward/", include(voice.steward_urlpatterns)),
        path("unhear/<str:token>/", unhear, name="unhear"),
        path("privacy-office/", include("tamarack.web.privacy.urls")),
        path("reviews/", include("tamarack.web.reviews.urls")),
        path("", include("tamarack.web.together.urls")),
        path("portfolio/", include("tamarack.web.portfolio.urls")),
        path("", include("tamarack.web.portfolio.link_urls")),
        path("", include("tamarack.web.credentials.urls")),
        path("unsubscribe/<str:token>/", unsubscribe, name="unsubscribe"),
        *([path("demo/", include("tamarack.web.demo.urls"))] if settings.DEMO else []),
    ),
]

handler400 = "tamarack.web.errors.bad_request"
handler403 = "tamarack.web.errors.forbidden"
handler404 = "tamarack.web.errors.not_found"
handler429 = "tamarack.web.errors.too_many"  # of django-allauth
handler500 = "tamarack.web.errors.server_error"
