"""Work lent to another PC on a stick: out, opened there, back, and both sides made one."""
