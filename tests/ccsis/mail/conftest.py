import pytest

from tests.smtp import Sink


@pytest.fixture
def server(settings):
    """A real mail server, to which mails go; `mode` says how it fails."""
    with Sink() as sink:
        settings.MAIL_SERVER = sink
        yield sink
