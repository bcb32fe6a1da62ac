"""What other programs take: references, notes of Obsidian, mails."""
