"""What calls cost, and a budget that is held before anything is spent, not after."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from qa.errors import ConfigError, ModelRefusedError

PER = 1_000_000
"""Prices are dollars per this many tokens, as providers list them."""

Price = tuple[float, float]
"""Dollars per million prompt tokens and per million completion tokens."""

_DATED = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$")

_LISTED = {"openai": "openai", "anthropic": "anthropic", "google_genai": "google", "mistralai": "mistral"}
"""Our names of providers, and those of genai-prices."""

_AMOUNT = re.compile(r"\$?(?P<number>\d+(?:\.\d+)?)(?P<kilo>k?)\s*(?P<tokens>t|tok|tokens)?\Z", re.IGNORECASE)


class BudgetError(ModelRefusedError):
    """A call could take more than what is left of the budget; it was not made."""


def price_of(
    model: str, prices: Mapping[str, Price], *, provider: str = "", elsewhere: bool = False
) -> Price | None:
    """The price of a model: from the user's own table, else as its provider lists it (genai-prices).

    None when neither knows it. In the table the name may stand with or without its provider; a dated version
    ("gpt-4.1-mini-2025-04-14") has the price of its name. A name that only starts like a listed one is
    another model, with a price of its own. A model that is served `elsewhere` has no listed price.
    """
    for name in (model, _DATED.sub("", model)):
        for key in (name, name.partition(":")[2]):
            if key in prices:
                return prices[key]
    known = None if elsewhere else _LISTED.get(provider)
    return _listed(model.partition(":")[2], known) if known else None


@cache
def _listed(name: str, provider: str) -> Price | None:
    """The listed price, by the table that ships with genai-prices: nothing is fetched."""
    from genai_prices import Usage, calc_price

    try:  # of a thousand tokens: some models cost more above 200,000
        asked = calc_price(Usage(input_tokens=1000), model_ref=name, provider_id=provider)
        given = calc_price(Usage(output_tokens=1000), model_ref=name, provider_id=provider)
    except LookupError:
        return None
    return float(asked.total_price) * PER / 1000, float(given.total_price) * PER / 1000


def dollars(price: Price, prompt_tokens: int, completion_tokens: int) -> float:
    """What so many tokens cost."""
    return (price[0] * prompt_tokens + price[1] * completion_tokens) / PER


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be used; None is no bound."""

    tokens: int | None = None
    dollars: float | None = None

    @classmethod
    def read(cls, text: str | None) -> Limit:
        """`0.50` and `$0.50` are dollars, `20000t` and `20k tokens` tokens. Raises ConfigError."""
        if text is None:
            return cls()
        found = _AMOUNT.match(text.strip())
        if found is None:
            raise ConfigError(f"not a budget: {text}", "dollars as in 0.50, or tokens as in 20000t")
        number = float(found["number"]) * (1000 if found["kilo"] else 1)
        return cls(tokens=int(number)) if found["tokens"] else cls(dollars=number)

    def __bool__(self) -> bool:
        return self != Limit()


class Budget:
    """Tokens and dollars that may be used; calls that run at once are all counted at their most."""

    def __init__(self, limit: Limit | None = None, of: str = "") -> None:
        self.limit = limit or Limit()
        self.tokens, self.spent = 0, 0.0
        self._of = f" for {of}" if of else ""
        self._held = (0, 0.0)
        self._lock = threading.Lock()

    @contextmanager
    def hold(self, price: Price | None, prompt: int, reply: int, model: str) -> Iterator[None]:
        """Set aside the most that a call can take while it runs. Raises BudgetError when it is too much.

        Raises ConfigError when the limit is in dollars and the model's price is not known.
        """
        if self.limit.dollars is not None and price is None:
            raise ConfigError(
                f"a budget in dollars needs the price of {model}",
                "add it to prices in the settings, or give the budget in tokens, as in 20000t",
            )
        most = (prompt + reply, dollars(price, prompt, reply) if price else 0.0)
        with self._lock:
            self._refuse(*most)
            self._held = (self._held[0] + most[0], self._held[1] + most[1])
        try:
            yield
        finally:
            with self._lock:
                self._held = (self._held[0] - most[0], self._held[1] - most[1])

    def _refuse(self, tokens: int, cost: float) -> None:
        """Raise BudgetError if so much is not left."""
        hint = "raise --budget, or ask for less"
        limit = self.limit
        if limit.tokens is not None and self.tokens + self._held[0] + tokens > limit.tokens:
            told = f"{self.tokens} are used, the next call may take {tokens}"
            raise BudgetError(
                f"the budget of {limit.tokens} tokens{self._of} would be exceeded: {told}", hint
            )
        if limit.dollars is not None and self.spent + self._held[1] + cost > limit.dollars:
            told = f"${self.spent:.4f} is spent, the next call may cost ${cost:.4f}"
            amount = f"${Decimal(str(limit.dollars)):f}"
            raise BudgetError(f"the budget of {amount}{self._of} would be exceeded: {told}", hint)

    def spend(self, tokens: int, cost: float | None) -> None:
        """Count what a call did take."""
        with self._lock:
            self.tokens += tokens
            self.spent += cost or 0.0
