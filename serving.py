"""Starting: database, demo, server, scheduler."""

import json
import secrets
import signal
import threading
from typing import Any

import uvicorn
from rich.console import Console
from uvicorn.config import STARTUP_FAILURE

from app import make_app
from demo import loading
from forum.operations import rooms
from foundation.database import Database
from foundation.error_log import Event, log_event
from foundation.keys import Keys
from foundation.log_lines import become_the_log, write_log
from foundation.settings import VERSION, Settings, pass_on
from migrations import running
from scheduler.running import poll, start
from texts.store import add_shipped
from web.hashing import Hasher
from workers import Workers


def migrate(settings: Settings, keys: Keys) -> None:
    """Bring the database up to date and put the shipped texts on the shelf."""
    write_log(settings)
    database = Database(settings, keys)
    before, after = running.upgrade(database.engine)
    if before != after:
        log_event(Event.MIGRATED, before=before or "nothing", after=after)
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
    become_the_log(settings)
    log_event(Event.START, version=VERSION, port=settings.port, workers=workers, scheduler=int(with_scheduler))
    database = Database(settings, Keys.load(settings.key_path))
    beside = start(database) if with_scheduler else None
    try:
        if workers > 1:
            _serve_many(settings, workers)
        else:
            uvicorn.Server(uvicorn.Config(make_app(settings, database), **_manners(settings))).run()
    except KeyboardInterrupt:
        pass
    finally:
        if beside:
            beside.shutdown(wait=True)
        database.close()
        log_event(Event.STOP)


def run_scheduler(settings: Settings, once: bool) -> None:
    """Look for what is due, once or until told to stop."""
    become_the_log(settings)
    database = Database(settings, Keys.load(settings.key_path))
    if once:
        poll(database, secrets.token_hex(8))
        return
    log_event(Event.START, version=VERSION, scheduler=1)
    beside, stop = start(database), threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
    beside.shutdown(wait=True)
    log_event(Event.STOP)


def _serve_many(settings: Settings, count: int) -> None:
    pass_on(settings)
    watch = Workers(uvicorn.Config("workers:worker_app", factory=True, workers=count, **_manners(settings)))
    watch.run()
    if watch.cannot_begin:
        raise SystemExit(STARTUP_FAILURE)


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
