"""How collected static files are hashed and compressed."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = {"css", "js", "img"}
LEAFLET = re.compile(r"leaflet\.(\w+\.)?(js|css)$")  # not its sources and maps, which only a debugger opens


class SiteCompressor(Compressor):
    """Brotli for what readers load; gzip alone for the rest, where brotli would take ten times as long."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.gzip_alone = Compressor(**options | {"use_brotli": False})

    def compress(self, path: str) -> list[str]:
        if for_readers(path):
            return super().compress(path)
        return self.gzip_alone.compress(path)


def for_readers(path: str) -> bool:
    """Whether a public page loads this collected file."""
    parts = Path(path).relative_to(settings.STATIC_ROOT).parts
    return parts[0] in OURS or bool(parts[0] == "js_lib_leaflet" and LEAFLET.match(parts[-1]))


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names with a content hash, in the imports of our modules too; compressed copies beside each file."""

    support_js_module_import_aggregation = True

    def create_compressor(self, **options: Any) -> Compressor:
        return SiteCompressor(**options)
