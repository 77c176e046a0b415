"""What every other package builds on: settings, time, database, keys, sealing, forms, language, templates.

Imports no other package of Naast and knows neither HTTP nor any feature.
"""
