"""The command `naast`."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlmodel import Session

import audit
import checking
import serving
from accounts.forms import NewColleague
from accounts.models import Role
from accounts.operations import invites
from accounts.operations import staff as colleagues
from demo import cards
from foundation.codes import in_fours
from foundation.database import Database
from foundation.errors import Refused
from foundation.forms import fill
from foundation.keys import Keys
from foundation.settings import Settings, is_set, read_settings, wanted_port

main = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Naast: beside who stands beside somebody.",
)
staff_commands = typer.Typer(no_args_is_help=True, help="Colleagues.")
audit_commands = typer.Typer(no_args_is_help=True, help="The record of what staff did.")
main.add_typer(staff_commands, name="staff")
main.add_typer(audit_commands, name="audit")
out = Console(soft_wrap=True)
PortOption = Annotated[int | None, typer.Option(help="port on 127.0.0.1")]


@main.callback()
def begin() -> None:
    """What this command writes, only its owner can read."""
    os.umask(0o077)


@main.command()
def run(port: PortOption = None) -> None:
    """Everything for a first look: keys, database, demo, server and scheduler."""
    settings = _settings(port, mode="demo", languages="nl,en,fr")
    _require_demo(settings)
    _require_free(settings)
    _require_ok(settings, "help lines", "database", *(["keys"] if settings.key_path.exists() else []))
    _require_migratable(settings)
    serving.prepare_demo(settings, out)
    serving.serve(settings, workers=1, with_scheduler=True)


@main.command()
def serve(
    port: PortOption = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="processes")] = 1,
    no_scheduler: Annotated[
        bool, typer.Option("--no-scheduler", help="leave what happens by itself to another")
    ] = False,
) -> None:
    """Serve the site on 127.0.0.1; a reverse proxy stands in front of it."""
    settings = _settings(port)
    _require_ok(settings)
    _require_free(settings)
    serving.serve(settings, workers, with_scheduler=not no_scheduler)


@main.command()
def scheduler(once: Annotated[bool, typer.Option("--once", help="look once and stop")] = False) -> None:
    """Do what is due, in a process of its own."""
    settings = _settings()
    _require_ok(settings)
    serving.run_scheduler(settings, once)


@main.command()
def migrate() -> None:
    """Bring the database up to date and put the shipped texts on the shelf."""
    settings = _settings()
    _require_ok(settings, "keys", "database")
    _require_migratable(settings)
    serving.migrate(settings, _keys(settings))
    out.print("The database is up to date.")


@main.command()
def demo(as_json: Annotated[bool, typer.Option("--json", help="for programs")] = False) -> None:
    """How to sign in as each demo person, with the one-time codes of this moment and a new invite."""
    settings = _settings(mode="demo")
    _require_demo(settings)
    database = _open(settings)
    try:
        people, invite = cards.read_cards(database), cards.new_invite(database)
    except FileNotFoundError:
        out.print("There is no demo here yet. `make run` makes one.")
        raise typer.Exit(1) from None
    finally:
        database.close()
    url = serving.address_in_use(settings)
    if as_json:
        typer.echo(json.dumps({"url": url, "people": [asdict(card) for card in people], "invite": invite}))
        return
    table = Table("role", "name", "sign in as", "passphrase", "code", box=None, pad_edge=False)
    for card in people:
        table.add_row(card.role, card.name, card.sign_in_name, card.passphrase, card.code or "")
    Console(width=max(out.width, 110)).print(table)
    out.print(f"Members sign in at {url}/sign-in, staff at {url}/staff/")
    out.print(f"A new invite, for {url}/join: [bold]{invite}[/]")


@staff_commands.command("add")
def staff_add(
    name: str,
    role: Annotated[list[Role], typer.Option(help="may be given more than once")],
    email: Annotated[str, typer.Option()],
    organisation: Annotated[str, typer.Option()] = "Naast",
) -> None:
    """Add a colleague; prints the one-time enrolment code and nothing else."""
    given = {"name": name, "email": email, "organisation": organisation}
    given |= {one.value: "on" for one in role}
    form = fill(NewColleague, given)
    if form.errors:
        typer.echo("\n".join(form.errors.values()), err=True)
        raise typer.Exit(1)
    new = form.value
    with _writing() as db:
        try:
            _, code = colleagues.add(db, new.name, new.email, new.roles, new.organisation)
        except Refused as refused:
            typer.echo(refused.reason, err=True)
            raise typer.Exit(1) from None
    typer.echo(in_fours(code))


@main.command()
def invite(
    issuer: Annotated[str, typer.Option(help="e-mail address of the colleague who gives them")],
    count: Annotated[int, typer.Option(min=1, max=20)] = 1,
) -> None:
    """Make invites in the name of a colleague; prints the codes, one a line."""
    with _writing() as db:
        staff = colleagues.find_by_email(db, issuer)
        if staff is None or staff.ended_on:
            typer.echo("There is no colleague with this e-mail address.", err=True)
            raise typer.Exit(1)
        _, codes = invites.issue(db, count, by=staff)
    for code in codes:
        typer.echo(in_fours(code))


@audit_commands.command("verify")
def audit_verify() -> None:
    """Check the record from its first entry to its head."""
    database = _open(_settings())
    with database.read() as db:
        wrong = audit.verify(db)
        head = db.get(audit.AuditHead, 1)
    database.close()
    if wrong is not None or head is None:
        out.print(f"[red]Entry {wrong} is wrong or missing.[/]")
        raise typer.Exit(1)
    out.print(f"{head.number} entries, all in order. Head: {head.mac.hex()}")


@main.command()
def doctor() -> None:
    """Settings, database, keys, migrations, time zone data: one line each."""
    lines = checking.check(_settings())
    for line in lines:
        mark = "[green]well[/]   " if line.is_ok else "[red]trouble[/]"
        out.print(f"{mark} {line.name}: {line.message}")
    raise typer.Exit(0 if all(line.is_ok for line in lines) else 1)


def _settings(port: int | None = None, **given: str) -> Settings:
    """The settings; PORT is honoured as well as NAAST_PORT, and what the environment says goes before `given`."""
    free = {name: value for name, value in given.items() if not is_set(name)}
    wanted = port or wanted_port()
    return read_settings(**free, **({"port": wanted} if wanted else {}))


@contextmanager
def _writing() -> Iterator[Session]:
    """A session of the configured database, closed afterwards."""
    database = _open(_settings())
    try:
        with database.write() as db:
            yield db
    finally:
        database.close()


def _open(settings: Settings) -> Database:
    """The configured database, once keys, database and migrations are in order."""
    _require_ok(settings, "keys", "database", "migrations")
    return Database(settings, _keys(settings))


def _require_demo(settings: Settings) -> None:
    if settings.mode != "demo":
        out.print("NAAST_MODE is production: this command is for the demo only.")
        raise typer.Exit(1)


def _require_free(settings: Settings) -> None:
    if checking.is_taken(settings.port):
        out.print(f"NAAST_PORT: something listens on port {settings.port} already. Try PORT={settings.port + 100}.")
        raise typer.Exit(1)


def _require_ok(settings: Settings, *which: str) -> None:
    """End with a sentence for each thing (of `which`, or of all) that is not in order."""
    troubles = [line for line in checking.check(settings, which) if not line.is_ok and line.blocks_start]
    for line in troubles:
        out.print(f"[red]{line.name}[/]: {line.message}")
    if troubles:
        raise typer.Exit(1)


def _require_migratable(settings: Settings) -> None:
    """End with a sentence when `naast migrate` would not put the database right, or could harm it."""
    for line in checking.check(settings, [checking.MIGRATIONS]):
        if not line.can_be_migrated:
            out.print(f"[red]{line.name}[/]: {line.message}")
            raise typer.Exit(1)


def _keys(settings: Settings) -> Keys:
    try:
        return Keys.load(settings.key_path)
    except (OSError, ValueError) as error:
        out.print(f"NAAST_KEY_FILE: {error}")
        raise typer.Exit(1) from None
