"""One history for SQLite and PostgreSQL. `running` brings a database up to date."""
