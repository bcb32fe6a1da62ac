"""The interactive app: a conversation over the library, in full screen (Textual) or line by line.

Read in this order: `replies` (what a turn yields), `sessions` (turns on disk), `talk` (one conversation),
`commands` (what can be typed), `plain` (line by line), `app` (full screen). Up to `plain` nothing is drawn.
"""
