from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "tamarack.common"

    def ready(self) -> None:
        """Let SQLite search as PostgreSQL does; report errors, if the administrator names a service for that."""
        from django.conf import settings
        from django.db.backends.signals import connection_created

        from tamarack.common.letters_alike import use_own_like

        connection_created.connect(use_own_like)

        if settings.SENTRY_DSN:
            from tamarack.common import reporting

            reporting.start(settings.SENTRY_DSN)
