"""Public pages: what this is, help now, who reads along, what stays on the device, and the way out.

May import accounts and what is below it; never forum or groups.
"""
