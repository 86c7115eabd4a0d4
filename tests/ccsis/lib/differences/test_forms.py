from ccsis.lib.differences import changes

LABELS = {"title": "Title", "body": "Text", "regions": "Regions", "position": "Position"}


def test_only_what_differs_is_listed_in_the_order_of_the_labels():
    old = {"body": "<p>a</p>", "title": "One", "position": 1, "unlabelled": "x"}
    new = {"title": "Two", "body": "<p>a b</p>", "position": 1, "unlabelled": "y"}
    found = changes(old, new, LABELS, rich=["body"])
    assert [(c.name, c.label, c.old, c.new) for c in found] == [
        ("title", "Title", "One", "Two"),
        ("body", "Text", "<p>a</p>", "<p>a b</p>"),
    ]
    assert found[1].difference.startswith("<p>a<ins>")


def test_the_members_of_a_list_are_compared_as_lines():
    (found,) = changes({"regions": ["Caucasus"]}, {"regions": ["Caucasus", "Eurasia"]}, LABELS)
    assert found.new == ["Caucasus", "Eurasia"]
    assert found.difference.startswith("Caucasus<br><ins>")


def test_nothing_is_as_an_empty_text():
    assert changes({"title": None}, {"title": ""}, LABELS) == []
    assert changes({"regions": []}, {"regions": ""}, LABELS) == []
    assert changes({}, {"position": 3}, LABELS)[0].new == "3"


def test_markup_in_a_plain_field_is_text():
    (found,) = changes({"title": ""}, {"title": "<b>x</b>"}, LABELS, rich=["body"])
    assert "<b>" not in found.difference
