"""HTTP for all features: routing, forms, rendering, errors, security, language. Knows no feature.

May import foundation only. `app.py` gives it what it cannot know: who a token belongs to, and the layout's numbers.
"""
