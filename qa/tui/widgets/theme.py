"""The three looks. Colour only repeats what a word or a mark already says."""

from __future__ import annotations

from textual.theme import Theme


def _more(quiet: str, rail: str, thumb: str, cursor: str, cursor_text: str, **more: str) -> dict[str, str]:
    """Variables of a theme: quiet words, scroll bars, and the line that is chosen in a list."""
    return {
        "quiet": quiet,
        "scrollbar": thumb,
        "scrollbar-hover": quiet,
        "scrollbar-active": quiet,
        **{f"scrollbar-{name}": rail for name in ("background", "background-hover", "background-active")},
        "scrollbar-corner-color": rail,
        **{f"block-cursor{state}-background": cursor for state in ("", "-blurred")},
        **{f"block-cursor{state}-foreground": cursor_text for state in ("", "-blurred")},
        **{name.replace("_", "-"): value for name, value in more.items()},
    }


DARK = Theme(
    name="dark",
    primary="#7fb4ca",
    secondary="#938aa9",
    accent="#e6b673",
    warning="#e6b673",
    error="#e8807f",
    success="#98bb6c",
    foreground="#dcd7ba",
    background="#16181d",
    surface="#1d2027",
    panel="#272b34",
    dark=True,
    variables=_more(
        quiet="#9da3b0",
        rail="#16181d",
        thumb="#3a404c",
        cursor="#2f3540",
        cursor_text="#f0ead2",
        border="#3a404c",
        quote_background="#3a3524",
        quote_here_background="#5a4a1f",
        input_selection_background="#7fb4ca 35%",
    ),
)

LIGHT = Theme(
    name="light",
    primary="#1f5f7a",
    secondary="#6b4f8a",
    accent="#8a5300",
    warning="#8a5300",
    error="#a3262a",
    success="#3d6b1f",
    foreground="#24262b",
    background="#fbf9f4",
    surface="#f3f0e8",
    panel="#e7e2d6",
    dark=False,
    variables=_more(
        quiet="#565a63",
        rail="#fbf9f4",
        thumb="#c9c2b2",
        cursor="#ddd6c6",
        cursor_text="#111111",
        border="#c9c2b2",
        quote_background="#fdf0c4",
        quote_here_background="#f8d978",
        input_selection_background="#1f5f7a 25%",
    ),
)

CONTRAST = Theme(
    name="high-contrast",
    primary="#00e5ff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#66ff66",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables=_more(
        quiet="#d0d0d0",
        rail="#000000",
        thumb="#d0d0d0",
        cursor="#00309a",
        cursor_text="#ffffff",
        border="#ffffff",
        quote_background="#00007a",
        quote_here_background="#0000d0",
        input_selection_background="#0000d0",
    ),
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}
"""By the name that `--theme` and the palette use."""
