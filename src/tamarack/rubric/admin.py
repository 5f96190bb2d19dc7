"""Administration of frameworks: which versions there are. They are read here, never changed."""

from django.contrib import admin
from django.http import HttpRequest

from tamarack.rubric.models import Version


@admin.register(Version)
class VersionAdmin(admin.ModelAdmin[Version]):
    """The stored versions."""

    list_display = ("framework", "number", "status", "published_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Versions come from files."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        """Versions never change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Version | None = None) -> bool:
        """Versions never go."""
        return False
