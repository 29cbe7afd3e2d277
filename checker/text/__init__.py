"""What an article is: its layout, lines, tokens and sentences, its quotations, the languages it is in."""
