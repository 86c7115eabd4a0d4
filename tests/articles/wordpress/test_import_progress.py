from io import StringIO

import pytest
from django.core.management import call_command

from articles.wordpress.progress import Progress
from tests.articles.wordpress.wxr import export, item, write


def shown(is_terminal):
    written = []
    progress = Progress(written.append, is_terminal=is_terminal)
    progress.begin("Checking", 100)
    for _step in range(10):
        progress.advance(10)
    progress.begin("Importing", 100, 20)
    progress.advance(50)
    progress.count(10)
    progress.advance(50)
    progress.count(10)
    progress.end()
    return "".join(written)


def test_progress_is_plain_lines_where_nobody_watches():
    lines = shown(is_terminal=False).splitlines()
    assert lines[:2] == ["Checking  10 %", "Checking  20 %"]
    assert lines[9:] == [
        "Checking 100 %",
        "Importing  50 % 0 of 20 items",
        "Importing 100 % 20 of 20 items",
    ]


def test_progress_is_one_changing_line_on_a_terminal():
    text = shown(is_terminal=True)
    assert text.count("\n") == 2
    assert text.endswith("\rImporting 100 % 20 of 20 items\n")


@pytest.mark.django_db
def test_the_command_shows_its_progress_on_the_other_channel(tmp_path):
    path, out, err = write(tmp_path, export(item(1))), StringIO(), StringIO()
    call_command("import_wordpress", str(path), stdout=out, stderr=err)
    assert err.getvalue().splitlines()[-1] == "Importing 100 % 1 of 1 items"
    assert "%" not in out.getvalue()
    err = StringIO()
    call_command("import_wordpress", str(path), stdout=out, stderr=err, verbosity=0)
    assert err.getvalue() == ""


def test_the_command_explains_itself(capsys):
    with pytest.raises(SystemExit) as caught:
        call_command("import_wordpress", "--help")
    assert caught.value.code == 0
    assert "All of it or nothing" in " ".join(capsys.readouterr().out.split())
