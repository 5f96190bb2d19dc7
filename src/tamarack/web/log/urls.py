"""Addresses of the professional development log."""

from django.urls import path

from tamarack.web.log import activities, listing, schemes, take

urlpatterns = [
    path("", listing.log, name="log"),
    path("new/", activities.new, name="log_new"),
    path("<int:pk>/", activities.change, name="log_activity"),
    path("<int:pk>/done/", activities.done, name="log_done"),
    path("<int:pk>/delete/", activities.delete, name="log_delete"),
    path("proofs/<int:pk>/remove/", activities.remove_proof, name="log_proof_remove"),
    path("schemes/", schemes.all_schemes, name="log_schemes"),
    path("schemes/<slug:key>/", schemes.scheme, name="log_scheme"),
    path("schemes/<slug:key>/follow/", schemes.follow, name="log_follow"),
    path("schemes/<slug:key>/leave/", schemes.leave, name="log_leave"),
    path("schemes/<slug:key>/exempt/", schemes.exempt, name="log_exempt"),
    path("exemptions/<int:pk>/remove/", schemes.remove_exemption, name="log_exemption_remove"),
    path("take/", take.take, name="log_take"),
    path("take/<str:name>", take.file, name="log_file"),
]
