"""A word that two people agreed on, each typing it alone: whether it may be the same one.

Taking two words for one costs a colleague a look. Taking one word for two seats somebody beside the person they asked
not to meet. So whatever may be the same counts as the same.
"""

from safety.names import skeleton

_LONG_ENOUGH_FOR_A_SLIP = 4


def fold_word(text: str) -> str:
    """What is compared: without case, accents, spaces, signs, hidden characters. A word of signs alone keeps them."""
    return skeleton(text) or "".join(text.split()).casefold()


def may_be_the_same(one: str, other: str) -> bool:
    """Of two folded words: equal, one of them inside the other, or one slip of the finger apart."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter or shorter == longer:
        return shorter == longer != ""
    if len(shorter) < _LONG_ENOUGH_FOR_A_SLIP:
        return False
    return shorter in longer or _is_one_slip_away(shorter, longer)


def _is_one_slip_away(shorter: str, longer: str) -> bool:
    """A letter more, another letter, or two letters that changed places."""
    if len(longer) - len(shorter) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(longer) > len(shorter):
        return shorter[start:] == longer[start + 1 :]
    swapped = shorter[start : start + 2][::-1] + shorter[start + 2 :]
    return shorter[start + 1 :] == longer[start + 1 :] or swapped == longer[start:]
