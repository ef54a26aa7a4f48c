"""Records of a trial register: read from JSON into blocks of Turtle, each leaf carried or listed as left out."""
