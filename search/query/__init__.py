"""What readers ask and what they are answered: queries, filters, answers; it knows neither HTTP nor HTML pages."""
