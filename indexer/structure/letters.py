"""The letters that names are written with: those of every Latin alphabet, the Vietnamese and Turkish ones included."""

from __future__ import annotations

_LATIN = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]

#: For the inside of a class of a regular expression: all capitals, all small letters.
CAPITAL = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper())
SMALL = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
