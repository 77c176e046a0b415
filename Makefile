.PHONY: help run test check prove setup-dev lock messages
.SILENT:

help:
	echo "make run        start Naast with a demo on this machine (PORT=8000, NAAST_DATA_DIR=var)"
	echo "make test       check the code and run every test"
	echo "make check      only check the code: style, types, imports, translations"
	echo "make prove      the long proof, before a release"
	echo "make setup-dev  install what a developer needs"
	echo "make lock       choose the newest versions and lock them"
	echo "make messages   bring the translation files up to date"

run test prove setup-dev:
	exec scripts/$@

check:
	scripts/install test
	exec scripts/check

lock:
	scripts/install dev
	exec scripts/lock

messages:
	scripts/install test
	exec scripts/messages
