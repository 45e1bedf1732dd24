"""The French words for codes; `_` only marks them, so that the translators' tool finds them."""

from __future__ import annotations


def _(text: str) -> str:
    return text


KINDS = {
    "proceedings": _("Actes de colloque"),
    "minutes": _("Compte rendu"),
    "brochure": _("Brochure"),
    "note": _("Note"),
    "summary": _("Synthèse"),
    "article": _("Article"),
    "study": _("Étude"),
    "report": _("Rapport"),
    "letter": _("Lettre d’information"),
    "presentation": _("Diaporama"),
    "other": _("Autre"),
}

PASSAGE_KINDS = {
    "intervention": _("Intervention"),
    "question": _("Question"),
    "answer": _("Réponse"),
    "section": _("Section"),
    "front": _("Pages liminaires"),
    "contents": _("Sommaire ou programme"),
    "notes": _("Notes"),
    "annex": _("Annexe"),
}

LANGUAGES = {
    "fr": _("Français"),
    "en": _("Anglais"),
    "es": _("Espagnol"),
    "pt": _("Portugais"),
    "de": _("Allemand"),
    "it": _("Italien"),
    "ar": _("Arabe"),
    "nl": _("Néerlandais"),
}

TERRITORY_KINDS = {
    "country": _("Pays"),
    "region": _("Région"),
    "department": _("Département"),
    "intercommunality": _("Intercommunalité"),
    "commune": _("Commune"),
    "area": _("Autre territoire"),
}

SORTS = {
    "relevance": _("Pertinence"),
    "date": _("Plus récents"),
    "oldest": _("Plus anciens"),
    "title": _("Titre"),
    "added": _("Derniers ajouts"),
}

VIEWS = {"passages": _("Passages"), "documents": _("Documents")}


def kind_label(kind: str) -> str:
    """The French name of a kind of document.

    >>> kind_label("minutes")
    'Compte rendu'
    """
    return KINDS.get(kind, kind)


def language_label(code: str) -> str:
    """The French name of a language, or its code.

    >>> language_label("fr"), language_label("wo")
    ('Français', 'wo')
    """
    return LANGUAGES.get(code, code)
