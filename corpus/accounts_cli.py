"""The commands for the accounts of the desk; a password is typed, piped or in the environment, never an argument."""

from __future__ import annotations

import os
import sys

import click

from corpus.catalogue import accounts
from corpus.errors import BadValue
from corpus.installation import Installation

VARIABLE = "MEDIATHEQUE_PASSWORD"


@click.group()
def account() -> None:
    """Ouvrir un compte du bureau, ou en changer le mot de passe."""


@account.command()
@click.argument("name", metavar="NOM")
@click.option("--role", required=True, type=click.Choice(accounts.ROLES), help="Ce que la personne peut faire.")
@click.pass_obj
def add(installation: Installation, name: str, role: str) -> int:
    """Ouvrir un compte ; le mot de passe est demandé, ou lu dans MEDIATHEQUE_PASSWORD ou sur l'entrée."""
    given = _password()
    with installation.catalogue.writing() as session:
        made = accounts.add(session, name, role, given)
    click.echo(f"Compte ouvert : {made.name} ({role}). Le bureau est à l'adresse /bureau/ du site.")
    return 0


@account.command()
@click.argument("name", metavar="NOM")
@click.pass_obj
def password(installation: Installation, name: str) -> int:
    """Changer le mot de passe d'un compte ; ses sessions en cours prennent fin."""
    given = _password()
    with installation.catalogue.writing() as session:
        found = accounts.named(session, name)
        if found is None:
            raise BadValue("name", name, "aucun compte ne porte ce nom.")
        accounts.change_password(session, found, given)
    click.echo(f"Mot de passe changé : {found.name}.")
    return 0


def _password() -> str:
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    click.echo(f"Au moins {accounts.SHORTEST} caractères ; une phrase courte convient.")
    return str(
        click.prompt(
            "Mot de passe", hide_input=True, confirmation_prompt="Le même, une seconde fois", prompt_suffix=" : "
        )
    )
