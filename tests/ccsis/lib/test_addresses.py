import pytest
from django.test import RequestFactory

from ccsis.lib.addresses import block_of, client_address

PEER = "192.0.2.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        # Without a proxy whoever speaks to us is it, whatever is claimed.
        (0, None, PEER),
        (0, "203.0.113.9", PEER),
        (0, "garbage", PEER),
        # One proxy: what it added is the last entry, and what stands before is what somebody claims.
        (1, None, PEER),
        (1, "", PEER),
        (1, " , ,", PEER),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1,203.0.113.9", "203.0.113.9"),
        (1, "  203.0.113.9\t", "203.0.113.9"),
        (1, "127.0.0.1, 127.0.0.1, 127.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "<script>, ' OR 1=1, 203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9,", "203.0.113.9"),
        # More of them, counted from the right.
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "10.0.0.1, 198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "a, , b, 198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (3, "9.9.9.9, 10.0.0.1, 198.51.100.7, 203.0.113.9", "10.0.0.1"),
        # Too few entries: somebody has gone round the first proxy.
        (2, "203.0.113.9", "203.0.113.9"),
        (5, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, None, PEER),
        # Forms of an address.
        (1, "203.0.113.9:49152", "203.0.113.9"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "2001:DB8:0:0::0001", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "[2001:db8::1]:49152", "2001:db8::1"),
        (1, '"[2001:db8::1]:49152"', "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "[::ffff:cb00:7109]:443", "203.0.113.9"),
        # What is none has no address; it is not looked for further left, where anything may stand.
        (1, "203.0.113.9, unknown", ""),
        (1, "203.0.113.9, unix:", ""),
        (1, "203.0.113.9, _hidden", ""),
        (1, "203.0.113.9, 203.0.113.256", ""),
        (1, "203.0.113.009", ""),
        (1, "3405803785", ""),
        (1, "2001:db8::1:::", ""),
        (1, "[", ""),
        (1, "[]:80", ""),
        (1, ":", ""),
        (1, "%", ""),
        (1, "٢٠٣.٠.١١٣.٩", ""),
        (1, "203.0.113.9/24", ""),
        (1, "1" * 10_000, ""),
        (1, "," * 10_000 + "203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_address_is_what_the_proxies_in_front_have_seen(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=PEER, **headers)
    assert client_address(request) == address


@pytest.mark.parametrize("peer", ["", None, "@", "/run/web.sock"])
def test_a_peer_without_an_address_has_none(settings, peer):
    settings.TRUSTED_PROXIES = 0
    request = RequestFactory().get("/")
    request.META.pop("REMOTE_ADDR")
    if peer is not None:
        request.META["REMOTE_ADDR"] = peer
    assert client_address(request) == ""


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("203.0.113.255", "203.0.113.0/24"),
        ("203.0.114.9", "203.0.114.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("2001:db8:1:ffff:ffff:ffff:ffff:ffff", "2001:db8:1::/48"),
        ("2001:db8:2::1", "2001:db8:2::/48"),
        ("", ""),
    ],
)
def test_neighbours_are_in_one_block(address, block):
    assert block_of(address) == block
