"""Several worker processes: what one is, and the watch over them."""

import multiprocessing
import os
import signal
import threading
import time

from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process

from app import make_app
from foundation.error_log import Event, log_error, log_event
from foundation.log_lines import become_the_log
from foundation.settings import read_settings

LONGEST_SILENCE = 60.0
"""Seconds after which a worker that says nothing is replaced: on a busy machine it imports for long before it can."""


def worker_app() -> ASGIApp:
    """The application of one worker, which ends with its parent. Raises `SystemExit` when it cannot begin."""
    settings = read_settings()
    become_the_log(settings)
    _end_with_parent()
    try:
        app = make_app(settings)
    except Exception as error:
        log_error(error)
        raise SystemExit(STARTUP_FAILURE) from None
    log_event(Event.WORKER_STARTED, process=os.getpid())
    return app


def _end_with_parent() -> None:
    """Whose parent was killed would keep the port, and do what nobody watches."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


class Workers(Multiprocess):
    """uvicorn's supervisor, with a watch that waits for nobody and says who ended.

    uvicorn's own waits for the answer of one worker after the other: one that imports, or died when it was asked, would
    hold up everything, a signal to stop as well.
    """

    def __init__(self, config: Config) -> None:
        super().__init__(config, [config.bind_socket()])
        self.asked: dict[Process, float] = {}
        self.cannot_begin = False

    def keep_subprocess_alive(self) -> None:
        """Replace whoever ended or is silent; when one cannot even begin, all would fail alike, and all end."""
        for place, one in enumerate(self.processes):
            if self._answers(one):
                continue
            one.kill()
            one.join()
            self.asked.pop(one, None)
            log_event(Event.WORKER_ENDED, process=one.pid or 0, **_how_it_ended(one.exitcode or 0))
            if one.exitcode == STARTUP_FAILURE:
                self.cannot_begin = True
                return self.should_exit.set()
            self.processes[place] = Process(self.config, self.sockets)
            self.processes[place].start()
        return None

    def _answers(self, one: Process) -> bool:
        """Does it live, and did it answer not too long ago? It is asked again as soon as it did."""
        if not one.process.is_alive():
            return False
        moment = time.monotonic()
        try:
            while one.parent_conn.poll():
                one.parent_conn.recv()
                self.asked.pop(one, None)
            if one not in self.asked:
                self.asked[one] = moment
                one.parent_conn.send(b"ping")
        except (OSError, EOFError):
            return False
        return moment - self.asked[one] < LONGEST_SILENCE


def _how_it_ended(code: int) -> dict[str, str | int]:
    return {"signal": signal.Signals(-code).name} if code < 0 else {"exit": code}
