"""How days and numbers are written for people: ISO 8601 and 1,234, or as a locale has them (`QA_LOCALE=de`).

JSON, references and file names keep ISO 8601. Set once for a process, before anything is shown.
"""

from __future__ import annotations

from datetime import date

from qa.errors import ConfigError

_chosen: str | None = None


def use_locale(code: str | None) -> None:
    """Write days and numbers as this locale does: de, en-GB; None for the default.

    Raises ConfigError for a locale that nobody knows.
    """
    global _chosen
    if code is not None:
        # 0.1 s to import: who sets no locale does not pay for it.
        from babel import Locale, UnknownLocaleError

        try:
            code = str(Locale.parse(code.replace("_", "-"), sep="-"))
        except (ValueError, UnknownLocaleError):
            raise ConfigError(f'no such locale: "{code}"', "write it as de, en-GB or pt-BR") from None
    _chosen = code


def written_day(value: date, default: str = "") -> str:
    """`2025-08-20` (or the `default`) where no locale is set; in German `20.08.2025`."""
    if _chosen is None:
        return default or value.isoformat()
    from babel.dates import format_date

    return str(format_date(value, "medium", locale=_chosen))


def written_number(value: int) -> str:
    """`12,345`, in German `12.345`."""
    if _chosen is None:
        return f"{value:,}"
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=_chosen))
