"""Style sheets are written in several files, each about one thing, and served as one."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: A style sheet of the same folder: the addresses in it stay right in the one that asks for it.
IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
MARGIN = re.compile(r"\s*\n\s*")


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Puts in what a style sheet imports, so that a page costs one request for all of them, and leaves out comments.

    Only collectstatic does this; without it, in development, browsers follow the imports.
    """

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run:
            paths = paths | {name: self._bundle(name, paths) for name in paths if is_ours(name)}
        yield from super().post_process(paths, dry_run, **options)

    def _bundle(self, name: str, paths: dict):
        text = condensed(bundled(name, lambda wanted: _text(*paths[wanted])))
        self.delete(name)
        return self, self._save(name, ContentFile(text.encode()))


def is_ours(name: str) -> bool:
    """Whether it is a style sheet of this project, and not one of a library."""
    return name.startswith("css/") and name.endswith(".css")


def bundled(name: str, read) -> str:
    """The text of a style sheet with its imports put in. read: the text of a file by its name."""

    def put_in(match: re.Match) -> str:
        return bundled(str(PurePosixPath(name).with_name(match[1])), read)

    return IMPORT.sub(put_in, read(name))


def condensed(text: str) -> str:
    """A style sheet without comments and indents. None of ours has a comment's sign within quotes."""
    return MARGIN.sub("\n", COMMENT.sub("", text)).lstrip()


def _text(storage, path: str) -> str:
    with storage.open(path) as file:
        return file.read().decode()
