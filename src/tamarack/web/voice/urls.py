"""Addresses of what everyone says to a rubric: below the rubric's own, and below those of its stewards."""

from django.urls import path

from tamarack.web.voice import answering, calendar, consultations, consulting, proposals, ratings, results, triage

PROPOSAL = "<slug:code>/proposals/<int:pk>/"
CONSULTATION = "<slug:code>/consultations/<int:pk>/"

rubric_urlpatterns = [
    path("<slug:code>/review.ics", calendar.ics, name="rubric_review"),
    path("<slug:code>/proposals/", proposals.proposals, name="proposals"),
    path("<slug:code>/proposals/new/", proposals.new, name="proposal_new"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}change/", proposals.change, name="proposal_change"),
    path(f"{PROPOSAL}withdraw/", proposals.withdraw, name="proposal_withdraw"),
    path(f"{PROPOSAL}support/", proposals.support, name="proposal_support"),
    path(f"{PROPOSAL}follow/", proposals.follow, name="proposal_follow"),
    path(f"{PROPOSAL}comments/", proposals.comment, name="proposal_comment"),
    path(f"{PROPOSAL}comments/<int:comment>/delete/", proposals.delete_comment, name="comment_delete"),
    path("<slug:code>/consultations/", consultations.consultations, name="consultations"),
    path("<slug:code>/consultations/listen/", consultations.listen, name="consultations_listen"),
    path(CONSULTATION, consultations.consultation, name="consultation"),
    path(f"{CONSULTATION}draft/", consultations.draft, name="consultation_draft"),
    path(f"{CONSULTATION}quotes/", answering.end_quotes, name="consultation_quotes"),
    path(f"{CONSULTATION}results/", results.results, name="consultation_results"),
    path(f"{CONSULTATION}results/<str:name>", results.file, name="consultation_file"),
    path(f"{CONSULTATION}answer/<str:who>/", answering.overview, name="consultation_answer"),
    path(f"{CONSULTATION}answer/<str:who>/<str:competency>/", answering.part, name="consultation_part"),
]
steward_urlpatterns = [
    path("<slug:code>/proposals/", triage.proposals, name="steward_proposals"),
    path(PROPOSAL, triage.decide, name="proposal_decide"),
    path(f"{PROPOSAL}done/", triage.done, name="proposal_done"),
    path("<slug:code>/drafts/<str:number>/proposals/", triage.draft_proposals, name="draft_proposals"),
    path("<slug:code>/consultations/", consulting.consultations, name="steward_consultations"),
    path("<slug:code>/consultations/new/", consulting.new, name="consultation_new"),
    path(CONSULTATION, consulting.consultation, name="steward_consultation"),
    path(f"{CONSULTATION}close/", consulting.close, name="consultation_close"),
    path(f"{CONSULTATION}publish/", consulting.publish, name="consultation_publish"),
    path("<slug:code>/ratings/", ratings.ratings, name="steward_ratings"),
    path("<slug:code>/review/", calendar.review, name="steward_review"),
]
