"""The letters that exist, and the outbox they wait in until they are delivered.

May import foundation only. A letter is a row in the same transaction as what it tells about; it holds names and
ids, never an address, a link or prose. Whether it is still true is asked again at the moment of sending.
"""

from mail.letters import Letter, LetterState, OutgoingLetter, send, send_to_each

__all__ = ["Letter", "LetterState", "OutgoingLetter", "send", "send_to_each"]
