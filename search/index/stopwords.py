"""French (and a few English) words that carry no subject: skipped as words, kept inside phrases."""

from __future__ import annotations

_ARTICLES = "le la les un une des du de au aux l d"
_PRONOUNS = """
    je j tu t il elle on nous vous ils elles me m te se s lui leur leurs eux moi toi soi y en
    ce c cet cette ces ceci cela ca celui celle ceux celles
    mon ma mes ton ta tes son sa ses notre nos votre vos
    qui que qu quoi dont ou lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles
    quel quelle quels quelles quelqu quelque quelques quelquun quelquune chacun chacune rien
    meme memes autre autres tout toute tous toutes tel telle tels telles aucun aucune
"""
_PREPOSITIONS = """
    a dans par pour sur sous avec sans chez entre vers depuis pendant lors jusque jusqu des lorsque lorsqu puisque
    puisqu quoique quoiqu presque presqu selon afin apres avant comme contre
"""
_CONJUNCTIONS = (
    "et ou mais donc or ni car si alors ainsi aussi bien tres plus moins ne n pas non oui peu encore deja puis"
)
_QUESTIONS = "comment combien pourquoi quand"
_VERBS = """
    est es sont suis sommes etes etait etaient etais etions sera seront serait seraient soit soient fut furent etre
    ai as avons avez ont avait avaient avais avions aura auront aurait auraient ait aient eut eurent avoir ayant
    fait font faire
"""
_ENGLISH = "the of and to in is are was were for with by at from this that these those an it its be has have had"

#: In the folded form that `analysis` gives to words ("à" is "a").
STOP_WORDS = frozenset(
    " ".join((_ARTICLES, _PRONOUNS, _PREPOSITIONS, _CONJUNCTIONS, _QUESTIONS, _VERBS, _ENGLISH)).split()
)
