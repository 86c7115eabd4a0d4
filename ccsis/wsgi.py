"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from ccsis.lib.bodies import refuse_cut_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccsis.settings")
application = refuse_cut_bodies(get_wsgi_application())
