"""Results become what people read: pages for a terminal, Markdown, HTML and JSON."""
