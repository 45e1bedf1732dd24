"""The lengths, shares and heights that tell one kind of line from another, each in one place."""

from __future__ import annotations

#: Share of bold or italic characters from which a line is bold or italic.
BOLD = 0.8
#: Points, or places in the order of headings, below which two heights are the same.
SAME_HEIGHT = 0.3

#: Characters: up to here a line can be a name alone, a label alone, a function, a name with its function.
NAME, LABEL, FUNCTION, PERSON = 70, 80, 200, 300
#: Characters: up to here a line is a heading, or announces who will speak.
HEADING, PLAIN_HEADING, ANNOUNCEMENT = 220, 130, 260
#: Characters: from here words are prose although no full stop closes them; with one, from here.
PROSE, SENTENCE = 200, 90
#: Characters: from here an item, or what follows a label, is said rather than listed.
SAID = 60

#: Evidence that the form of a name gives: likely a person, certainly one.
LIKELY, CERTAIN = 2, 3
#: Weight of an opening that needs no support.
BELIEVED = 2
#: How often a thing must come back to be the document's manner.
TWICE, OFTEN = 2, 3
