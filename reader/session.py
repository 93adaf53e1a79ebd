"""What was open when the program was left: panes, width, past queries; forgotten without harm."""
