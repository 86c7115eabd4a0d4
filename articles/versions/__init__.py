"""What a released piece said, says and is going to say.

Readers see the row of the piece. A change of it is written in a row of its own, the pending one
(`Article.pending_of`), and copied over the piece's when somebody publishes it. What the piece
said until then is kept as a `Version`.
"""
