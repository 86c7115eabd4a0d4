"""Where a request comes from, behind as many proxies as are known to stand in front."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: What one household or office has: nobody counts the addresses of it one by one.
PREFIXES = {4: 24, 6: 48}


def client_address(request: HttpRequest) -> str:
    """The visitor's address in its plain form; "" where there is none that can be read.

    Each trusted proxy adds the address of whom it talked to at the right of X-Forwarded-For; what
    stands further left is what somebody claims. With fewer entries than proxies somebody went past
    the outer ones, and the last entry is the one that is true.
    """
    proxies = settings.TRUSTED_PROXIES
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if proxies else []
    entries = [entry.strip() for entry in entries if entry.strip()]
    if proxies and entries:
        return _plain(entries[-proxies if len(entries) >= proxies else -1])
    return _plain(request.META.get("REMOTE_ADDR", ""))


def block_of(address: str) -> str:
    """The network that an address is in: of IPv4 256 addresses, of IPv6 a /48; "" of none."""
    if not address:
        return ""
    version = ip_address(address).version
    return str(ip_network(f"{address}/{PREFIXES[version]}", strict=False))


def _plain(text: str) -> str:
    """Without port, brackets and zone; IPv4 in IPv6 as IPv4."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
