"""Static files as they are served in production."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # it has none


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # nor has its base
    """Imports between JavaScript modules name hashed files too: no page runs the modules of two releases at once."""

    support_js_module_import_aggregation = True
