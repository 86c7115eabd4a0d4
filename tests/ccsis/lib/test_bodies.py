import io

import pytest
from django.core.exceptions import BadRequest

from ccsis.lib.bodies import WholeBody, refuse_cut_bodies


def body(data: bytes, length: int) -> WholeBody:
    return WholeBody(io.BytesIO(data), length)


@pytest.mark.parametrize("size", [-1, None, 6, 100])
def test_a_whole_body_is_read_as_it_is(size):
    assert body(b"abcdef", 6).read(size) == b"abcdef"


def test_a_body_is_read_in_pieces():
    whole = body(b"abcdef", 6)
    assert [whole.read(4), whole.read(4), whole.read(4)] == [b"abcd", b"ef", b""]


def test_what_follows_a_body_is_not_read():
    whole = body(b"abcdefGET /", 6)
    assert (whole.read(), whole.read()) == (b"abcdef", b"")


@pytest.mark.parametrize("size", [-1, None, 6, 100])
def test_a_body_that_is_cut_short_is_refused(size):
    with pytest.raises(BadRequest):
        body(b"abcde", 6).read(size)


def test_a_body_that_is_cut_short_is_refused_at_the_piece_that_is_missing():
    cut = body(b"abcde", 6)
    assert cut.read(3) == b"abc"
    with pytest.raises(BadRequest):
        cut.read(3)


def test_lines_are_read_to_the_end_of_the_body():
    whole = body(b"a\nbc", 4)
    assert [whole.readline(), whole.readline(), whole.readline()] == [b"a\n", b"bc", b""]
    cut = body(b"a\n", 4)
    assert cut.readline() == b"a\n"
    with pytest.raises(BadRequest):
        cut.readline()


@pytest.mark.parametrize("length", ["", "0", "ten", "-1", None])
def test_without_a_length_nothing_is_read(length):
    environ = {"wsgi.input": io.BytesIO(b"abc"), "CONTENT_LENGTH": length}
    seen = refuse_cut_bodies(lambda environ, start: environ["wsgi.input"])(environ, None)
    assert isinstance(seen, io.BytesIO) or seen.read() == b""
