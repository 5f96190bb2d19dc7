"""Addresses of the portfolio."""

from django.urls import path

from tamarack.web.portfolio import endorse, evidence, files, impact, showcases

urlpatterns = [
    path("", evidence.portfolio, name="portfolio"),
    path("new/", evidence.new, name="evidence_new"),
    path("coverage/", evidence.coverage, name="portfolio_coverage"),
    path("archive/", files.archive, name="portfolio_archive"),
    path("impact/", impact.summary, name="portfolio_impact"),
    path("impact/<int:pk>/", impact.change, name="impact_change"),
    path("files/<int:pk>/", files.file, name="portfolio_file"),
    path("files/<int:pk>/delete/", files.delete, name="file_delete"),
    path("endorsements/<int:pk>/withdraw/", endorse.withdraw, name="endorsement_withdraw"),
    path("showcases/", showcases.showcases, name="showcases"),
    path("showcases/new/", showcases.new, name="showcase_new"),
    path("showcases/<int:pk>/", showcases.showcase, name="showcase"),
    path("showcases/<int:pk>/change/", showcases.change, name="showcase_change"),
    path("showcases/<int:pk>/parts/", showcases.parts, name="showcase_parts"),
    path("showcases/<int:pk>/share/", showcases.share, name="showcase_share"),
    path("showcases/<int:pk>/delete/", showcases.delete, name="showcase_delete"),
    path("showcases/<int:pk>/showcase.pdf", showcases.file, name="showcase_file"),
    path("<int:pk>/", evidence.evidence, name="evidence"),
    path("<int:pk>/change/", evidence.change, name="evidence_change"),
    path("<int:pk>/delete/", evidence.delete, name="evidence_delete"),
    path("<int:pk>/how/", evidence.how, name="evidence_how"),
    path("<int:pk>/files/", files.add, name="file_add"),
    path("<int:pk>/impact/", impact.new, name="impact_new"),
    path("<int:pk>/endorse/", endorse.ask, name="endorsement_ask"),
]
