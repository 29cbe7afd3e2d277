"""One run of ``copydesk check``: from files to the desk, and from there to reports and an exit code.

Only here and in the faces is the process itself touched: its signals, its memory's collector, its exit code.
"""
