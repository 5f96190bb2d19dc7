"""Addresses of the rubric."""

from django.urls import path

from tamarack.web.rubric import crosswalks, releases, versions, views

urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("<slug:code>/", views.framework, name="framework"),
    path("release-key.txt", releases.key, name="release_key"),
    path("<slug:code>/versions/<str:number>/release.zip", releases.release, name="release"),
    path("<slug:code>/crosswalks/", crosswalks.crosswalks, name="crosswalks"),
    path("<slug:code>/crosswalks/<slug:other>/", crosswalks.crosswalk, name="crosswalk"),
    path("<slug:code>/crosswalks/<slug:other>/crosswalk.csv", crosswalks.download, name="crosswalk_file"),
    path("<slug:code>/files/<str:name>", views.download, name="framework_file"),
    path("<slug:code>/versions/", versions.versions, name="versions"),
    path("<slug:code>/versions/<str:number>/", versions.version, name="version"),
    path("<slug:code>/versions/<str:number>/<str:competency>/", versions.version_competency, name="version_competency"),
    path("<slug:code>/compare/<str:old>/<str:new>/", versions.compare, name="compare"),
    path("<slug:code>/compare/<str:old>/<str:new>/<str:name>", versions.compare_file, name="compare_file"),
    path("<slug:code>/<str:competency>/", views.competency, name="competency"),
]
