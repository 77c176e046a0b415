"""Rooms, threads and posts: what members write and read. Does not know who moderates it.

May import accounts and what is below it; never groups or information.
"""
