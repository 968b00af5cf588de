"""A phone that speaks the Countersign push protocol, written from core/docs/push-protocol.md alone.

It shares no code with the library, so that both sides of the protocol are measured by its text. For tests:
keys lie in a plain file, and nobody is asked for a PIN.
"""
