"""Results become what people read: Rich, Markdown, HTML, JSON."""
