"""Django's own door, for migrations and the admin: `python manage.py createsuperuser`, `python manage.py runserver`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledger.settings")
    execute_from_command_line(sys.argv)
