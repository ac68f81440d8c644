"""Takes the words out of a PDF that somebody brought. Run as a program of its own, in a process that can be given up.

It reads the file from its standard input and writes what it found as JSON to its standard output: {"pages": ["the words
of page 1", ""], "cut": false}. `cut` says that it stopped before the end: at so many bytes of words, or for want of
time. As `inspecting` does, it limits itself before it looks and imports nothing of ours; whoever started it takes an
end without an answer for words that cannot be read.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

import pypdfium2

SHARE = 0.75
"""Of the processor time that it has, after which it begins no further page and hands over what it found."""


def words_in(content: bytes, most: int, until: float) -> dict[str, Any]:
    """`most` is in bytes of UTF-8, `until` in seconds of this process. Raises what pypdfium2 raises."""
    with pypdfium2.PdfDocument(content) as pdf:
        pages: list[str] = []
        for page in pdf:
            words = _words_of(page)
            kept = words[:most].decode(errors="ignore")
            pages.append(kept)
            most -= len(words)
            if most < 0 or time.process_time() > until:
                break
        return {"pages": pages, "cut": most < 0 or len(pages) < len(pdf)}


def _words_of(page: pypdfium2.PdfPage) -> bytes:
    """What stands on the part of the page that is shown. Half of a sign that takes two, and NUL, nobody can keep."""
    words: str = page.get_textpage().get_text_bounded()
    page.close()
    return words.replace("\0", "").encode(errors="ignore")


def limit(megabytes: int, seconds: int) -> None:
    """What this process may take from here on. It opens no file and writes none."""
    most = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(most: int, megabytes: int, seconds: int) -> None:
    content = sys.stdin.buffer.read()
    limit(megabytes, seconds)
    sys.stdout.write(json.dumps(words_in(content, most, seconds * SHARE)))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
