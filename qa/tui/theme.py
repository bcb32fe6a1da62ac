"""The three looks. Colour only repeats what a word or a mark already says."""

from __future__ import annotations

from textual.theme import Theme

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
    variables={
        "quiet": "#8b909c",
        "quote-background": "#3a3524",
        "quote-here-background": "#5a4a1f",
        "border": "#3a404c",
        "block-cursor-background": "#3a404c",
        "block-cursor-foreground": "#f0ead2",
        "input-selection-background": "#7fb4ca 35%",
    },
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
    variables={
        "quiet": "#62666f",
        "quote-background": "#fdf0c4",
        "quote-here-background": "#f8d978",
        "border": "#c9c2b2",
        "block-cursor-background": "#d9d2c1",
        "block-cursor-foreground": "#111111",
        "input-selection-background": "#1f5f7a 25%",
    },
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
    variables={
        "quiet": "#d0d0d0",
        "quote-background": "#00007a",
        "quote-here-background": "#0000d0",
        "border": "#ffffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "input-selection-background": "#0000d0",
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}
"""By the name that `--theme` and the palette use."""
