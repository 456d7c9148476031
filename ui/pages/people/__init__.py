"""People on the screen: the list of all of them, the card of one, the form of a card, the search of everything."""
