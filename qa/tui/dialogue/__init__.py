"""The conversation without a screen: turns, sessions on disk, commands, exports. Both front ends use it."""
