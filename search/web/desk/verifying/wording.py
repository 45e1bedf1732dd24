"""The French words of verifying; `_` only marks them, so that the translators' tool finds them."""

from __future__ import annotations


def _(text: str) -> str:
    return text


DOUBTS = {
    "title": _("Titre"),
    "interventions": _("Peu d’interventions"),
    "recognition": _("Texte mal reconnu"),
    "double": _("Double probable"),
    "speakers": _("Intervenants inconnus"),
    "date": _("Date"),
    "kind": _("Nature"),
    "themes": _("Sans thème"),
    "homonyms": _("Homonymes"),
    "place": _("Lieu"),
    "organisers": _("Organisateurs"),
    "language": _("Langue"),
}

FIELDS = {
    "title": _("Titre"),
    "kind": _("Nature"),
    "date": _("Date"),
    "place": _("Lieu"),
    "language": _("Langue"),
    "organisers": _("Organisateurs"),
    "speakers": _("Intervenants"),
    "themes": _("Thèmes"),
    "territories": _("Territoires"),
    "partnerships": _("Partenariats"),
}

SURENESS = {
    "sure": _("sûr"),
    "probable": _("probable"),
    "doubtful": _("à vérifier"),
    "nothing": _("rien n’a été lu"),
    "decided": _("décidé"),
}

STATUSES = {"none": _("absent"), "proposed": _("proposé"), "accepted": _("accepté"), "rejected": _("refusé")}

CUES = {
    "title page": _("page de titre"),
    "text": _("suite du texte"),
    "list": _("liste"),
    "turn": _("quelqu’un prend la parole : « Nom : »"),
    "stage direction": _("indication entre parenthèses"),
    "note": _("notes"),
    "label": _("nom suivi de deux-points"),
    "announcement": _("l’intervenant est annoncé"),
    "bold name": _("nom en gras"),
    "name and role": _("nom et fonction sur une ligne"),
    "heading": _("intertitre"),
    "name alone": _("nom seul sur sa ligne"),
    "label alone": _("nom seul, avec deux-points"),
    "formula": _("formule d’adresse ou de parole"),
    "name and title": _("titre de l’exposé et nom"),
    "label above": _("nom au-dessus du texte"),
    "heading alone": _("intertitre seul"),
    "signature": _("signature"),
    "interview": _("entretien : question, réponse"),
    "frame": _("encadré"),
    "question from the floor": _("question de la salle"),
    "answer": _("réponse"),
    "reported": _("propos rapportés"),
    "decided": _("coupé par une personne"),
}
