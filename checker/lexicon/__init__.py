"""The word list: which words there are, and how common; what text itself needs to know of language."""
