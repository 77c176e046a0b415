"""Starting: database, demo, server, scheduler."""

import json
import logging
import logging.config
import secrets
import signal
import threading
from typing import Any

import uvicorn
from rich.console import Console
from starlette.types import ASGIApp

from app import make_app
from demo import loading
from forum.operations import rooms
from foundation.database import Database
from foundation.keys import Keys
from foundation.settings import Settings, pass_on, read_settings
from migrations import running
from scheduler.running import poll, start
from texts.store import add_shipped
from web.hashing import Hasher

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"level": "WARNING", "handlers": ["out"]},
    # a round of jobs that takes longer than the time between two is late, which the page of automatic tasks tells
    "loggers": {"apscheduler.scheduler": {"level": "ERROR"}},
}


def migrate(settings: Settings, keys: Keys) -> None:
    """Bring the database up to date and put the shipped texts on the shelf."""
    database = Database(settings, keys)
    running.upgrade(database.engine)
    with database.write() as db:
        add_shipped(db)
        rooms.create_first_rooms(db)
    database.close()


def prepare_demo(settings: Settings, out: Console) -> None:
    """Keys, database and, the first time, the demo. Running it again keeps everything."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = Keys.load(settings.key_path) if settings.key_path.exists() else Keys.make(settings.key_path)
    migrate(settings, keys)
    database = Database(settings, keys)
    with database.read() as db:
        is_empty = loading.is_empty(db)
    if is_empty:
        hasher = Hasher(settings)
        with out.status("Loading the demo …") as status:
            loading.load(database, hasher.make, lambda what: status.update(f"Loading the demo: {what} …"))
        hasher.close()
    database.close()
    (settings.data_dir / "address.json").write_text(json.dumps({"url": settings.address}))
    out.print(f"\nNaast: [bold]{settings.address}[/]   (Ctrl-C ends it)")
    out.print("How to sign in as each demo person, in another window: [bold].venv/bin/naast demo[/]\n")


def address_in_use(settings: Settings) -> str:
    """Where the demo was started last; the settings' own address when it never was."""
    path = settings.data_dir / "address.json"
    return str(json.loads(path.read_text())["url"]) if path.exists() else settings.address


def serve(settings: Settings, workers: int, with_scheduler: bool) -> None:
    """Serve until told to stop. One worker runs in this process, with the scheduler beside it."""
    logging.config.dictConfig(LOGGING)
    if workers > 1:
        return _serve_many(settings, workers, with_scheduler)
    database = Database(settings, Keys.load(settings.key_path))
    beside = start(database) if with_scheduler else None
    server = uvicorn.Server(_server(make_app(settings, database), settings))
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        if beside:
            beside.shutdown(wait=True)
        database.close()
    return None


def run_scheduler(settings: Settings, once: bool) -> None:
    """Look for what is due, once or until told to stop."""
    logging.config.dictConfig(LOGGING)
    database = Database(settings, Keys.load(settings.key_path))
    if once:
        poll(database, secrets.token_hex(8))
        return
    beside, stop = start(database), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    beside.shutdown(wait=True)


def worker_app() -> ASGIApp:
    """The application of one of several worker processes."""
    return make_app(read_settings())


def _serve_many(settings: Settings, workers: int, with_scheduler: bool) -> None:
    pass_on(settings)
    beside = start(Database(settings, Keys.load(settings.key_path))) if with_scheduler else None
    try:
        uvicorn.run("serving:worker_app", factory=True, workers=workers, **_manners(settings))
    finally:
        if beside:
            beside.shutdown(wait=True)


def _server(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(app, **_manners(settings))


def _manners(settings: Settings) -> dict[str, Any]:
    return {
        "host": "127.0.0.1",
        "port": settings.port,
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "date_header": False,
        "proxy_headers": False,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 5,
        "h11_max_incomplete_event_size": 32_768,
    }
