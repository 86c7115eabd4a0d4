"""Bodies of requests that end before their length: a connection broke while a form was sent.

Django would take what has come for the whole, so a form could be received with half an address.
"""

from collections.abc import Callable

from django.core.exceptions import BadRequest


class WholeBody:
    """A body that is read whole or not at all. stream: of a WSGI server, which reads short only at its end."""

    def __init__(self, stream, length: int):
        self.stream = stream
        self.left = length

    def read(self, size: int = -1) -> bytes:
        """Raises BadRequest where less is there than was said."""
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        data = self.stream.read(wanted)
        self.left -= len(data)
        if len(data) < wanted:
            raise BadRequest("The body was cut short.")
        return data

    def readline(self, size: int = -1) -> bytes:
        """Raises BadRequest where the body ends before its length."""
        line = self.stream.readline(self.left if size is None or size < 0 else min(size, self.left))
        self.left -= len(line)
        if self.left and not line and size:
            raise BadRequest("The body was cut short.")
        return line


def refuse_cut_bodies(application: Callable) -> Callable:
    """For a WSGI application. A length that is none is left to it."""

    def answer(environ: dict, start_response: Callable):
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer
