"""Path converters, registered once by importing this module from an URL configuration."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class UnicodeSlugConverter(StringConverter):
    """A slug in any script: letters, digits, hyphens and underscores."""

    regex = r"[-\w]+"


register_converter(UnicodeSlugConverter, "uslug")
