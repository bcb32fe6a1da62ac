"""Which articles a briefing rests on, and the stories they tell."""
