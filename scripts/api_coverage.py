"""Write docs/api-coverage.md: for every page that changes something, the operation that does the same, or why not."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from tests.api.coverage import FILE, page  # noqa: E402

FILE.write_text(page(), encoding="utf-8")
