"""`python -m qa` is `qa`."""

from qa.cli.main import run

run()
