"""Static files with hashed names, compressed where a browser will really ask for them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: esbuild's chunks carry a hash already and import each other under that very name.
_CHUNK = re.compile(r"^dist/c-.*-[0-9A-Z]{8}\.js$")
#: Source maps are for debuggers, licence texts for readers; of the API documentation's two viewers one is used;
#: nobody asks for a chunk by its second hash.
_SELDOM = re.compile(r"\.map$|\.LEGAL\.|/redoc/|^dist/c-.*\.[0-9a-f]{12}\.js$")


class QuickCompressor(Compressor):
    """Brotli one step below its slowest: a few percent larger, three times faster."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Return `data` compressed."""
        return bytes(brotli.compress(data, quality=10))


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage without the compression of copies nobody asks for (it took half a minute)."""

    def create_compressor(self, **options: Any) -> Compressor:
        """Return the compressor that every file goes through."""
        return QuickCompressor(**options)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress hashed files, and those whose unhashed name is the one in use."""
        hashed = set(self.hashed_files.values())
        wanted = [path for path in paths if not _SELDOM.search(path) and (_CHUNK.match(path) or path in hashed)]
        yield from super().compress_files(wanted)
