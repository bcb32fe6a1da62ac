"""The version of the package, apart from everything else: what states it need not import the rest."""

__version__ = "0.1.0"
