"""The search, asked as readers ask it."""

import re
from html import unescape

import pytest


@pytest.fixture
def look(client, db):
    """The page for a query as HTML."""

    def get(text, **fields):
        response = client.get("/search/", {"q": text, **fields})
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def found(look):
    """The titles that a query finds, the best first."""

    def titles(text, **fields):
        page = look(text, **fields)
        return [unescape(name) for name in re.findall(r'entry__title"[^>]*><a[^>]*>([^<]+)<', page)]

    return titles
