from django.utils.crypto import salted_hmac


def fingerprint(purpose: str, name: str) -> str:
    """Stands for a user name, in whatever case it was typed, where the name itself is not kept."""
    return salted_hmac(purpose, name.strip().lower(), algorithm="sha256").hexdigest()
