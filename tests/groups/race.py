"""Two acts at the same time, the second begun while the first is done and not yet committed. On PostgreSQL only."""

import threading

import pytest

PG = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)


def race(database, first, then):
    """`first` is done but not yet committed when `then` begins; both commit. What went wrong in `then`."""
    wrong = []

    def second():
        try:
            with database.write() as db:
                then(db)
        except Exception as error:
            wrong.append(error)

    thread = threading.Thread(target=second)
    with database.write() as db:
        first(db)
        db.flush()
        thread.start()
        thread.join(1.5)
    thread.join(10)
    return wrong
