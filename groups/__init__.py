"""Peer groups: registrations, groups, sessions, offers, calls. Never imports forum or information."""
