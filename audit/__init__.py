"""Who did what, when: an append-only chain in which each entry carries a keyed hash over the one before.

May import foundation only. Entries hold ids and words of ours, never content, so erasing somebody breaks nothing.
"""

from audit.actions import Action
from audit.chain import AuditEntry, AuditHead, record, verify

__all__ = ["Action", "AuditEntry", "AuditHead", "record", "verify"]
