"""Addresses of the desk: no page breaks its policy, and hand-made wrong values are no error of ours."""

import re

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests.factories import (
    make_article,
    make_image,
    make_menu_entry,
    make_page,
    make_person,
    make_region,
    make_series,
)

WRONG = ["zz", "9" * 30]
#: What a list reads beside its filters.
OF_LISTS = ["p", "o", "q", "all", "_to_field", "_popup", "_changelist_filters", "_facets"]


@pytest.fixture
def rows(db):
    makers = [make_article, make_image, make_menu_entry, make_page, make_person, make_region]
    for make in [*makers, make_series]:
        make()


def address(model, page, *arguments):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=arguments)


def fields_of(model):
    """The columns that a form may be given by its address."""
    return [field.name for field in model._meta.get_fields() if isinstance(field, models.Field)]


def refusals(client, path, names):
    """The addresses that are answered by neither a page, nor a redirect, nor a refusal."""
    client.raise_request_exception = False
    answers = {(path, n, v): client.get(path, {n: v}).status_code for n in names for v in WRONG}
    return [asked for asked, status in answers.items() if status >= 500]


def refusals_of_a_form(client, path, names):
    """The same of a form's fields, in fewer requests: a page that opens has taken them all."""
    client.raise_request_exception = False
    return [asked for value in WRONG for asked in _refusals(client, path, names, value)]


def _refusals(client, path, names, value):
    """Of any other answer than a page, or that nobody may open it, each half of the names is asked."""
    status = client.get(path, dict.fromkeys(names, value)).status_code
    if status in {200, 403}:
        return []
    if len(names) == 1:
        return [(path, names[0], value)] if status >= 500 else []
    middle = len(names) // 2
    halves = (names[:middle], names[middle:])
    return [asked for half in halves for asked in _refusals(client, path, half, value)]


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda m: m._meta.label)
def test_a_wrong_value_for_a_field_of_a_new_row_is_no_error(staff_client, rows, model):
    assert refusals_of_a_form(staff_client, address(model, "add"), fields_of(model)) == []


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda m: m._meta.label)
def test_a_wrong_value_for_a_list_is_no_error(staff_client, rows, model):
    looked_up = [f"{name}{how}" for name in fields_of(model) for how in ("", "__regex")]
    assert refusals(staff_client, address(model, "changelist"), [*looked_up, *OF_LISTS]) == []


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_wrong_value_beside_a_row_is_no_error(staff_client, page):
    path = address(type(make_page()), page, make_page().pk)
    assert refusals(staff_client, path, ["work", "title", "_to_field", "_popup", "_facets"]) == []


def test_a_wrong_value_is_answered_with_400(staff_client):
    response = staff_client.get("/staff/articles/article/add/", {"published_at": "zz"})
    assert response.status_code == 400


def test_an_error_without_an_address_to_blame_is_ours(staff_client, monkeypatch):
    def broken(*arguments):
        raise ValueError

    monkeypatch.setattr(admin.site._registry[type(make_page())], "get_queryset", broken)
    with pytest.raises(ValueError):
        staff_client.get("/staff/articles/page/")


#: What the policy of the desk refuses: code and style in the page itself, but for what carries a nonce.
INLINE = re.compile(
    r"<style|<[^>]*\s(?:style|on\w+)=|<script(?![^>]*\s(?:src|nonce|type=\"application/json\"))[^>]*>"
)


def pages_of(model):
    row = model.objects.order_by("pk").first()
    lists = [address(model, page) for page in ("changelist", "add")]
    rows = [address(model, page, row.pk) for page in ("change", "history", "delete") if row]
    return [*lists, *rows]


def test_no_page_of_any_model_holds_code_or_style(staff_client, rows):
    found, seen = [], 0
    for model in admin.site._registry:
        for path in pages_of(model):
            response = staff_client.get(path)
            seen += response.status_code == 200
            found += [(path, inline) for inline in INLINE.findall(response.content.decode())]
    assert found == []
    assert seen > 2.5 * len(admin.site._registry)
