from django.apps import AppConfig
from django.db.models.signals import post_delete


class PortfolioConfig(AppConfig):
    name = "tamarack.portfolio"

    def ready(self) -> None:
        """Erase a file's content whenever its row goes, also with the account."""
        from tamarack.portfolio.actions.files import erase_content
        from tamarack.portfolio.models import File

        def erase(instance: File, **_: object) -> None:
            erase_content(instance.stored)

        post_delete.connect(erase, File, weak=False)
