import json
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection

from ccsis.accounts.factors import changed, encrypted, plain
from ccsis.lib.encryption import is_token
from tests.ccsis.accounts.people import make_enrolled, reaches_the_desk, sign_in_fully

SECRET, SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "ab" * 40


def migration():
    return import_module("ccsis.accounts.migrations.0003_secrets_of_second_factors_encrypted")


def kept() -> dict[str, dict]:
    return dict(Authenticator.objects.values_list("type", "data"))


def test_a_dump_tells_no_secret_of_a_second_factor(db):
    user = make_enrolled()
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator")
        told = [json.loads(data) for (data,) in cursor.fetchall()]
    secrets = [data.get("secret") or data.get("seed") for data in told]
    assert all(map(is_token, secrets))
    assert user.secret not in str(told)


@pytest.mark.parametrize("is_old", [False, True])
def test_people_sign_in_whether_their_secret_is_encrypted_yet_or_not(client, db, settings, is_old):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make_enrolled()
    if is_old:
        Authenticator.objects.filter(type="totp").update(data={"secret": user.secret})
    sign_in_fully(client, user)
    assert reaches_the_desk(client)


def test_recovery_codes_stay_the_same(db):
    user = make_enrolled()
    row = Authenticator.objects.get(type="recovery_codes")
    assert row.wrap().generate_codes() == user.recovery_codes
    row.data = changed(row.data, plain)
    assert row.wrap().generate_codes() == user.recovery_codes


def test_the_migration_encrypts_what_is_there_and_goes_back(db):
    make_enrolled()
    old = {"totp": {"secret": SECRET}, "recovery_codes": {"seed": SEED, "used_mask": 5}}
    for kind, data in old.items():
        Authenticator.objects.filter(type=kind).update(data=data)
    migration().encrypt(apps, None)
    assert is_token(kept()["totp"]["secret"])
    assert kept()["recovery_codes"]["used_mask"] == 5
    migration().encrypt(apps, None)
    migration().decrypt(apps, None)
    assert kept() == old


def test_codes_from_elsewhere_and_passkeys_are_changed_rightly():
    codes = {"migrated_codes": ["1234", "5678"], "used_mask": 0}
    assert changed(changed(codes, encrypted), plain) == codes
    assert changed({"credential": {"id": "x"}}, encrypted) == {"credential": {"id": "x"}}
