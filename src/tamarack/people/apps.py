from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tamarack.people"

    def ready(self) -> None:
        """Take an archive out of the store when its row goes, unless its account could come back."""
        from django.core.files.storage import default_storage
        from django.db import transaction
        from django.db.models.signals import post_delete

        from tamarack.people import left  # noqa: F401
        from tamarack.people.models import Errand, HeldFile

        def erase(instance: Errand, **_: object) -> None:
            if instance.stored and not HeldFile.objects.filter(stored=instance.stored).exists():
                transaction.on_commit(lambda: default_storage.delete(instance.stored))

        post_delete.connect(erase, Errand, weak=False)
