"""Write docs/permissions.md and its French: who may open which page, by asking the rules in a small world."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)  # the world is built in a database of its own, which is thrown away

import django

django.setup()

from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402

from tamarack.cli.load import load_shipped_rubrics  # noqa: E402
from tamarack.rubric.queries import current_version  # noqa: E402
from tests.permissions.page import FILES, page  # noqa: E402
from tests.permissions.world import make_world  # noqa: E402


def main() -> None:
    """Write both pages."""
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        load_shipped_rubrics()
        world = make_world(current_version("cacee"))
        for language, file in FILES.items():
            file.write_text(page(world, language), encoding="utf-8")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
