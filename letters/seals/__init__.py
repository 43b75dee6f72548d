"""What a seal is made of: keys, the ways to use one, time stamps and trust, the block one sees."""
