"""Work lent to other PCs: what is out, what came back, what both sides changed."""
