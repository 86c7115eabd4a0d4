"""Requests that no library for HTTP would send."""

import socket

FORM = b"Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
POST = b"POST /contact/ HTTP/1.1\r\n" + FORM

#: Each ends with 4xx, or without a word.
BROKEN = {
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 9\r\n\r\na=b",
    "a length and chunks": POST
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "an unknown encoding": POST + b"Transfer-Encoding: made-up\r\n\r\n0\r\n\r\n",
    "chunks with a tab": POST + b"Transfer-Encoding:\tchunked\x0b\r\n\r\n0\r\n\r\n",
    "a chunk without a size": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a negative chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
    "a chunk that ends early": POST + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc",
    "a chunk that is longer than it says": POST
    + b"Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
    "a chunk of 2^64 bytes": POST
    + b"Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nabc\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": b"POST /contact/ HTTP/1.0\r\n"
    + FORM
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "less than was said": POST + b"Content-Length: 900\r\n\r\na=b",
    "a list of lengths": POST + b"Content-Length: 3, 3\r\n\r\na=b",
    "a signed length": POST + b"Content-Length: +3\r\n\r\na=b",
    "a length in hexadecimal": POST + b"Content-Length: 0x3\r\n\r\na=b",
    "a space before the colon": POST + b"Content-Length : 3\r\n\r\na=b",
    "bare line feeds": b"POST /contact/ HTTP/1.1\nHost: localhost\nContent-Length: 3\n\na=b",
    "a bare line feed in a header": POST + b"X-A: b\nContent-Length: 3\r\n\r\na=b",
    "a bare carriage return in a header": POST + b"X-A: b\rContent-Length: 3\r\n\r\na=b",
    "a header's name that is no ASCII": POST + b"X-\xc3\xa9: a\r\nContent-Length: 3\r\n\r\na=b",
    "a folded header": POST + b"X-A: b\r\n c: d\r\nContent-Length: 3\r\n\r\na=b",
    "a header without a colon": POST + b"X-A\r\nContent-Length: 3\r\n\r\na=b",
    "a header without a name": POST + b": x\r\nContent-Length: 3\r\n\r\na=b",
    "NUL in a header": POST + b"X-A: a\x00b\r\nContent-Length: 3\r\n\r\na=b",
    "a header of 70 kB": POST + b"X-A: " + b"a" * 70_000 + b"\r\n\r\n",
    "2,000 headers": POST + b"".join(b"X-%d: a\r\n" % n for n in range(2_000)) + b"\r\n",
    "an address of 20 kB": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + FORM + b"\r\n",
    "no host": b"POST /contact/ HTTP/1.1\r\nContent-Length: 3\r\n\r\na=b",
    "two hosts": POST + b"Host: evil.example\r\nContent-Length: 3\r\n\r\na=b",
    "another host in the address": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "an address without a slash": b"POST contact/ HTTP/1.1\r\n" + FORM + b"\r\n",
    "a space in the address": b"POST /contact/ x HTTP/1.1\r\n" + FORM + b"\r\n",
    "no address": b"POST  HTTP/1.1\r\n" + FORM + b"\r\n",
    "no version": b"POST /contact/\r\n" + FORM + b"\r\n",
    "an unknown version": b"POST /contact/ HTTP/9.9\r\n" + FORM + b"\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a method with a line break": b"PO\nST /contact/ HTTP/1.1\r\n" + FORM + b"\r\n",
    "a method that there is not": b"GOSSIP /contact/ HTTP/1.1\r\n" + FORM + b"\r\n",
    "a tunnel": b"CONNECT example.org:443 HTTP/1.1\r\n" + FORM + b"\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60 + b"\r\n\r\n",
    "noise": bytes(range(256)) * 8 + b"\r\n\r\n",
}


#: RFC 9112, 6.1 asks for it.
NOT_IMPLEMENTED = {"an unknown encoding": b"501"}


def wrong_answers(port: int) -> dict[str, bytes]:
    """Of those that were answered otherwise, the first line."""
    answers = {name: answer(port, request) for name, request in BROKEN.items()}
    return {name: line for name, line in answers.items() if not _is_refusal(name, line)}


def answer(port: int, request: bytes) -> bytes:
    """The first line; empty where the connection was closed without one."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return connection.recv(200).partition(b"\r\n")[0]
        except ConnectionError:
            return b""


def _is_refusal(name: str, line: bytes) -> bool:
    status = line.split()[1] if line else b"400"
    return status.startswith(b"4") or status == NOT_IMPLEMENTED.get(name)
