"""Dates, months and labels as the archives write them, by language; taken from no reader of the product."""

from __future__ import annotations

from datetime import date

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
}


def month(day: date, language: str) -> str:
    return MONTHS[language].split()[day.month - 1]


def weekday(day: date, language: str) -> str:
    return DAYS[language].split()[day.weekday()]


def plain_day(day: date, language: str) -> str:
    """The day as papers of the language write it, without the weekday."""
    name = month(day, language)
    return {
        "en": f"{name} {day.day}, {day.year}",
        "de": f"{day.day}. {name} {day.year}",
        "es": f"{day.day} de {name} de {day.year}",
    }.get(language, f"{day.day} {name} {day.year}")


def day_first(day: date, language: str) -> str:
    """ "7 November 2024", as Factiva writes it in any language."""
    return f"{day.day} {month(day, language)} {day.year}"


def nexis_day(day: date, language: str) -> str:
    """The day with the weekday behind it, as Nexis writes it."""
    return f"{plain_day(day, language)} {weekday(day, language)}"
