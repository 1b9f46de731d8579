"""What the rules notice across records: each module gives signals from a ledger and a day.

Pure: the day is handed in, the ledger holds what one reader may see, nothing is changed. Which
decision follows is for people.
"""
