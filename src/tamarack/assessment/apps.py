from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "tamarack.assessment"

    def ready(self) -> None:
        """Listen to whose account goes."""
        from tamarack.assessment import leaving  # noqa: F401
