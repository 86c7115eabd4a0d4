"""The library's pages at the desk."""

from ccsis.media.admin.images import ImageAdmin

__all__ = ["ImageAdmin"]
