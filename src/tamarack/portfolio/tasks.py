"""What has to be done again and again: erase from the store what no row knows."""

from datetime import timedelta

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks import task

from tamarack.people.models import Errand, HeldFile
from tamarack.portfolio.models import File

DAY = 86_400


@task()
def sweep_files() -> None:
    """Erase files that were stored more than a day ago and have no row: their process died between both.

    Once a day, since the whole store is looked at.
    """
    if not cache.add("swept-files", "", DAY):
        return
    known = {name for model in (File, HeldFile, Errand) for name in model.objects.values_list("stored", flat=True)}
    yesterday = timezone.now() - timedelta(days=1)
    folders = default_storage.listdir("")[0] if default_storage.exists("") else []
    for folder in folders:
        for name in default_storage.listdir(folder)[1]:
            stored = f"{folder}/{name}"
            if stored not in known and default_storage.get_modified_time(stored) < yesterday:
                default_storage.delete(stored)
