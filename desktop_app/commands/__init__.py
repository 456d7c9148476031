"""The program without a window: one module a command, by the same services as the screens."""
