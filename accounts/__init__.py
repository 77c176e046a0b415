"""Who someone is: members, staff, invites, signing in and out, joining, recovering.

May import web, mail, audit, facts, texts, safety and foundation. `access` holds the words used in route tables.
"""
