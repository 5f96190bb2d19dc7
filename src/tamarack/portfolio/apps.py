from django.apps import AppConfig
from django.db.models.signals import post_delete


class PortfolioConfig(AppConfig):
    name = "tamarack.portfolio"

    def ready(self) -> None:
        """Erase a file's content whenever its row goes, unless its account could come back; listen to whose goes."""
        from tamarack.people.models import HeldFile
        from tamarack.portfolio import leaving  # noqa: F401
        from tamarack.portfolio.actions.files import erase_content
        from tamarack.portfolio.models import File

        def erase(instance: File, **_: object) -> None:
            if not HeldFile.objects.filter(stored=instance.stored).exists():
                erase_content(instance.stored)

        post_delete.connect(erase, File, weak=False)
