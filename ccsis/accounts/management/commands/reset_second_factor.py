from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from ccsis.accounts.actions import reset_second_factor


class Command(BaseCommand):
    @property
    def help(self) -> str:
        return _(
            "Let somebody back in who lost the second factor: takes it away together with the "
            "password, ends all sessions, and prints a new one-time link."
        )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, **options):
        user = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(_("There is no account of this name."))
        if not (user.is_active and user.is_staff):
            raise CommandError(_("This account is disabled, so a link would not work."))
        token = reset_second_factor(user=user)
        self.stdout.write(_("On this site, once, within seven days:"))
        self.stdout.write(reverse("account_welcome", args=[token]))
