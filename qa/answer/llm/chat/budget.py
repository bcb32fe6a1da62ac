"""Dollars: what a call costs, and a budget that is held before money is spent, not after."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from qa.errors import ConfigError, ModelRefusedError

PER = 1_000_000
"""Prices are dollars per this many tokens, as providers list them."""

Price = tuple[float, float]
"""Dollars per million prompt tokens and per million completion tokens."""


_DATED = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$")


class BudgetError(ModelRefusedError):
    """A call could cost more than what is left of the budget; it was not made."""


def price_of(model: str, prices: Mapping[str, Price]) -> Price | None:
    """The price of a model, None when it is not in the table.

    The name may stand with or without its provider; a dated version ("gpt-4.1-mini-2025-04-14") has the
    price of its name. A name that only starts like a listed one is another model, with a price of its own.
    """
    for name in (model, _DATED.sub("", model)):
        for key in (name, name.partition(":")[2]):
            if key in prices:
                return prices[key]
    return None


def dollars(price: Price, prompt_tokens: int, completion_tokens: int) -> float:
    """What so many tokens cost."""
    return (price[0] * prompt_tokens + price[1] * completion_tokens) / PER


class Budget:
    """Dollars that may be spent; calls that run at once are all counted at their most before they start."""

    def __init__(self, limit: float | None = None) -> None:
        self.limit = limit
        self.spent = 0.0
        self._held = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def hold(self, price: Price | None, prompt_tokens: int, longest_reply: int, model: str) -> Iterator[None]:
        """Set aside the most that a call can cost while it runs. Raises BudgetError when it is too much.

        Raises ConfigError when there is a limit and the model's price is not known: it could not be kept.
        """
        if self.limit is None:
            yield
            return
        if price is None:
            raise ConfigError(
                f"a budget needs the price of {model}", "add it to prices in the settings, or drop --budget"
            )
        most = dollars(price, prompt_tokens, longest_reply)
        with self._lock:
            if self.spent + self._held + most > self.limit:
                raise BudgetError(
                    f"budget of ${Decimal(str(self.limit)):f} would be exceeded: ${self.spent:.4f} is spent, "
                    f"the next call may cost ${most:.4f}",
                    "raise --budget, or ask for less",
                )
            self._held += most
        try:
            yield
        finally:
            with self._lock:
                self._held -= most

    def spend(self, amount: float) -> None:
        """Count what a call did cost."""
        with self._lock:
            self.spent += amount
