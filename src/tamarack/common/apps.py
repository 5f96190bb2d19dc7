from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "tamarack.common"

    def ready(self) -> None:
        """Report errors, if the administrator names a service for that."""
        from django.conf import settings

        if settings.SENTRY_DSN:
            from tamarack.common import reporting

            reporting.start(settings.SENTRY_DSN)
