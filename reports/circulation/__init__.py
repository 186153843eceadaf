"""The edition of the meeting's book for readers outside it; it draws nothing but what `published` allows."""
