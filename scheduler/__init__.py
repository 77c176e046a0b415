"""What happens by itself: `timetable` names it, `running` does what is due. Sees everything."""
