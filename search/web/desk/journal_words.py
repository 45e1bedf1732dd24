"""The words of the journal (`corpus.catalogue.telling`), marked so that the translators' tool finds them."""

from __future__ import annotations


def _(text: str) -> str:
    return text


ACTS = (
    _("notice décrite"), _("passage décrit"), _("notice vérifiée"), _("indexation décidée"),
    _("partenariat décidé"), _("autorités fusionnées"), _("autorité séparée"), _("homonymes distingués"),
    _("territoire reconnu"), _("nom écarté des territoires"), _("autorité renommée"), _("formes du nom changées"),
    _("personne retirée des listes"), _("passages joints"), _("passage coupé"), _("organisme renommé"),
    _("diffusion changée"), _("mis à la corbeille"), _("sorti de la corbeille"), _("supprimé pour toujours"),
    _("double probable écarté"), _("devenu une version d'une autre notice"), _("modification par lot"), _("retiré"),
    _("remis en ligne"), _("signalement traité"), _("annulation"),
)  # fmt: skip
RECORDS = (
    _("la notice"), _("une version"), _("un passage"), _("l'autorité"), _("une forme du nom"), _("une indexation"),
    _("un partenariat"), _("une décision"), _("une proposition"), _("une coupe décidée"), _("un renvoi"),
    _("une sélection"), _("un élément de sélection"), _("un signalement"), _("un versement"),
)  # fmt: skip
FIELDS = (
    _("titre"), _("type"), _("date"), _("lieu"), _("langue"), _("organisateurs"), _("thèmes"), _("intertitre"),
    _("intervenant"), _("nom imprimé"), _("fonction"), _("organisme"), _("texte"), _("place"), _("nom retenu"),
    _("forme comparée"), _("fusion"), _("retrait"), _("motif du retrait"), _("diffusion"), _("embargo"),
    _("corbeille"), _("double probable"), _("avis"), _("vérification"), _("autorité"), _("état"),
)  # fmt: skip
