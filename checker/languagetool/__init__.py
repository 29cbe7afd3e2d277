"""What LanguageTool finds in an article, asked for only when the user wants it.

``adviser.py`` is what the rest of the program sees. It sends ``pieces.py`` of an article through ``client.py`` to a
server, one of the user's or one of ``server.py``, and makes hits of the answers by ``mapping.py``.
"""
