"""The articles read once: sentences, clauses, speakers, roles, days."""
