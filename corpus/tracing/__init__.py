"""Where words that were given out stand today: in a text that was read anew, cut otherwise, or put in another order.

Runs of words that both texts have are chained (seeds and sparse chaining, as aligners of long sequences do: H. Li,
"Minimap and miniasm", 2016); what recognition spoilt between them is judged by its letters.
"""

from corpus.tracing.alike import alike, squeezed
from corpus.tracing.texts import Span
from corpus.tracing.trace import Found, Old, trace

__all__ = ["Found", "Old", "Span", "alike", "squeezed", "trace"]
