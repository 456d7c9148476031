"""The needs survey on the screen: answers taken in by two ways, and what they say."""
