"""What happens by itself, all at once."""

from foundation.database import Database
from scheduler.timetable import TIMETABLE, deliver_letters


def run_every_job(database: Database) -> None:
    """Every job comes to its end, whether it is its time or not, and the letters of it go out."""
    for job in TIMETABLE:
        for _ in job.run(database) or ():
            pass
    for _ in deliver_letters(database):
        pass
