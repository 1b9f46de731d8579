"""The steps of a joint review in the window: choose, look, preview, print, and the answer.

`plan` is what was chosen, `reviews` speaks with the store; every other module is a step.
"""
