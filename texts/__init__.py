"""Texts that staff may edit: house rules, what happens here, public pages. By key, language and version.

May import foundation only; no routes. Shipped texts are version 1 and come from texts/shipped/.
"""
