"""The command `naast`."""

import json
import os
import sys
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
ClockOption = Annotated[
    bool, typer.Option("--clock-is-right", help="go on although the clock is far from what was written last")
]


@main.callback()
def begin(context: typer.Context, clock_is_right: ClockOption = False) -> None:
    """What this command writes, only its owner can read."""
    os.umask(0o077)
    context.obj = clock_is_right


@main.command()
def run(context: typer.Context, port: PortOption = None) -> None:
    """Everything for a first look: keys, database, demo, server and scheduler."""
    settings = _settings(port, mode="demo", languages="nl,en,fr")
    _require_demo(settings)
    _require_free(settings)
    _require_well(settings, context)
    serving.prepare_demo(settings, out)
    serving.serve(settings, workers=1, with_scheduler=True)


@main.command()
def serve(
    context: typer.Context,
    port: PortOption = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="processes")] = 1,
    no_scheduler: Annotated[
        bool, typer.Option("--no-scheduler", help="leave what happens by itself to another")
    ] = False,
) -> None:
    """Serve the site on 127.0.0.1; a reverse proxy stands in front of it."""
    settings = _settings(port)
    _require_well(settings, context)
    _require_free(settings)
    serving.serve(settings, workers, with_scheduler=not no_scheduler)


@main.command()
def scheduler(
    context: typer.Context, once: Annotated[bool, typer.Option("--once", help="look once and stop")] = False
) -> None:
    """Do what is due, in a process of its own."""
    settings = _settings()
    _require_well(settings, context)
    serving.run_scheduler(settings, once)


@main.command()
def migrate(context: typer.Context) -> None:
    """Bring the database up to date and put the shipped texts on the shelf."""
    settings = _settings()
    _require_well(settings, context)
    serving.migrate(settings, Keys.load(settings.key_path))
    out.print("The database is up to date.")


@main.command()
def demo(context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="for programs")] = False) -> None:
    """How to sign in as each demo person, with the one-time codes of this moment and a new invite."""
    settings = _settings(mode="demo")
    _require_demo(settings)
    database = _open(settings, context)
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
    context: typer.Context,
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
    with _writing(context) as db:
        try:
            _, code = colleagues.add(db, new.name, new.email, new.roles, new.organisation)
        except Refused as refused:
            typer.echo(refused.reason, err=True)
            raise typer.Exit(1) from None
    typer.echo(in_fours(code))


@main.command()
def invite(
    context: typer.Context,
    issuer: Annotated[str, typer.Option(help="e-mail address of the colleague who gives them")],
    count: Annotated[int, typer.Option(min=1, max=20)] = 1,
) -> None:
    """Make invites in the name of a colleague; prints the codes, one a line."""
    with _writing(context) as db:
        staff = colleagues.find_by_email(db, issuer)
        if staff is None or staff.ended_on:
            typer.echo("There is no colleague with this e-mail address.", err=True)
            raise typer.Exit(1)
        _, codes = invites.issue(db, count, by=staff)
    for code in codes:
        typer.echo(in_fours(code))


@audit_commands.command("verify")
def audit_verify(context: typer.Context) -> None:
    """Check the record from its first entry to its head."""
    database = _open(_settings(), context)
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
    """Settings, database, keys, migrations, clock, time zone data: one line each."""
    lines = checking.check(_settings(), is_thorough=True)
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
def _writing(context: typer.Context) -> Iterator[Session]:
    """A session of the configured database, closed afterwards."""
    database = _open(_settings(), context)
    try:
        with database.write() as db:
            yield db
    finally:
        database.close()


def _open(settings: Settings, context: typer.Context) -> Database:
    """The configured database, once all is in order."""
    _require_well(settings, context)
    return Database(settings, Keys.load(settings.key_path))


def _require_demo(settings: Settings) -> None:
    if settings.mode != "demo":
        out.print("NAAST_MODE is production: this command is for the demo only.")
        raise typer.Exit(1)


def _require_free(settings: Settings) -> None:
    if checking.is_taken(settings.port):
        out.print(f"NAAST_PORT: something listens on port {settings.port} already. Try PORT={settings.port + 100}.")
        raise typer.Exit(1)


def _require_well(settings: Settings, context: typer.Context) -> None:
    """The one lock, which every command passes before it touches anything: a sentence for each trouble ends it."""
    troubles = [
        line
        for line in checking.check(settings)
        if not line.is_ok and line.blocks and context.info_name not in line.mended_by
    ]
    for line in troubles:
        out.print(f"[red]{line.name}[/]: {line.message}.")
    if any(not line.can_be_confirmed for line in troubles) or (troubles and not _is_confirmed(context)):
        raise typer.Exit(1)


def _is_confirmed(context: typer.Context) -> bool:
    """Does whoever is there say that the clock is right, now or beforehand?"""
    if context.obj:
        return True
    if sys.stdin.isatty():
        return typer.confirm("Is the clock right?")
    out.print("Set the clock. If it is right (Naast stood still for long), say so, once and by hand:")
    out.print("naast --clock-is-right scheduler --once")
    return False
