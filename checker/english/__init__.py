"""What is known of English: words, verbs, nouns."""
