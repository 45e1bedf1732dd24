"""What XML 1.0 can hold: feeds and office files break on anything else."""

from __future__ import annotations

import re

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """Leave out of `text` what XML cannot hold: signs that nobody sees."""
    return _NO_XML.sub("", text)
