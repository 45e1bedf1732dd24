"""The commands for the accounts of the desk; a password is typed, piped or in the environment, never an argument."""

from __future__ import annotations

import os
import sys

import click
from sqlalchemy.orm import Session

from corpus import first_key
from corpus.catalogue import accounts, resets
from corpus.catalogue.models import Account
from corpus.errors import BadValue
from corpus.installation import Installation

VARIABLE = "MEDIATHEQUE_PASSWORD"


@click.group()
def account() -> None:
    """Ouvrir, montrer ou fermer les comptes du bureau."""


@account.command()
@click.argument("name", metavar="NOM")
@click.option("--role", required=True, type=click.Choice(accounts.ROLES), help="Ce que la personne peut faire.")
@click.pass_obj
def add(installation: Installation, name: str, role: str) -> int:
    """Ouvrir un compte ; le mot de passe est demandé, ou lu dans MEDIATHEQUE_PASSWORD ou sur l'entrée."""
    given = _password()
    with installation.catalogue.writing() as session:
        made = accounts.add(session, name, role, given)
    first_key.forget(installation.settings.home_path)
    click.echo(f"Compte ouvert : {made.name} ({role}). Le bureau est à l'adresse /bureau/ du site.")
    return 0


@account.command()
@click.argument("name", metavar="NOM")
@click.pass_obj
def password(installation: Installation, name: str) -> int:
    """Changer le mot de passe d'un compte ; ses sessions en cours prennent fin."""
    given = _password()
    with installation.catalogue.writing() as session:
        found = _found(session, name)
        accounts.change_password(session, found, given)
    click.echo(f"Mot de passe changé : {found.name}.")
    return 0


@account.command()
@click.argument("name", metavar="NOM")
@click.pass_obj
def reset(installation: Installation, name: str) -> int:
    """Faire un lien par lequel une personne choisit son mot de passe ; il sert une fois."""
    settings = installation.settings
    with installation.catalogue.writing() as session:
        found = _found(session, name)
        if found.closed is not None:
            raise BadValue("name", name, "ce compte est fermé.")
        key = resets.make(session, found)
    address = settings.url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    click.echo(f"Lien pour {found.name}, valable deux jours, une fois : {address}/bureau/mot-de-passe?lien={key}")
    return 0


@account.command()
@click.argument("name", metavar="NOM")
@click.pass_obj
def close(installation: Installation, name: str) -> int:
    """Fermer un compte : ses sessions prennent fin, ce qu'il a fait reste à son nom."""
    with installation.catalogue.writing() as session:
        found = _found(session, name)
        accounts.close(session, found)
    click.echo(f"Compte fermé : {found.name}.")
    return 0


@account.command("list")
@click.pass_obj
def listing(installation: Installation) -> int:
    """Montrer les comptes et leurs rôles."""
    with installation.catalogue.session() as session:
        for one in accounts.everybody(session):
            click.echo(f"{one.name} : {one.role}{' (fermé)' if one.closed else ''}")
    return 0


def _found(session: Session, name: str) -> Account:
    found = accounts.named(session, name)
    if found is None:
        raise BadValue("name", name, "aucun compte ne porte ce nom.")
    return found


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
