"""What a briefing says: lead, timeline, sources, and the record of it."""
