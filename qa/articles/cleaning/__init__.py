"""Scraped text becomes the body of an article, with what it says about itself."""
