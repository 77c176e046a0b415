"""Every scheduled job, at once."""

from foundation.database import Database
from scheduler.timetable import TIMETABLE, deliver_letters


def run_every_job(database: Database) -> None:
    """Run every job to its end, whether it is due or not, and deliver the letters."""
    for job in TIMETABLE:
        for _ in job.run(database) or ():
            pass
    for _ in deliver_letters(database):
        pass
