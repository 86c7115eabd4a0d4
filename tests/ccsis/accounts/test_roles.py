from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from ccsis.accounts.roles import ROLES

pytestmark = pytest.mark.django_db


def test_a_migration_makes_the_groups_and_may_be_run_again():
    migration = import_module("ccsis.accounts.migrations.0002_groups_of_the_staff")
    assert migration.NAMES == ROLES
    Group.objects.filter(name=ROLES[0]).delete()
    for _ in range(2):
        migration.make(apps, None)
    assert set(Group.objects.filter(name__in=ROLES).values_list("name", flat=True)) == set(ROLES)
