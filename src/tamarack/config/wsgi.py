"""The application that servers run."""

import os

from django.core.wsgi import get_wsgi_application

from tamarack.common.processes import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tamarack.config.settings")
end_with_parent()
application = get_wsgi_application()
