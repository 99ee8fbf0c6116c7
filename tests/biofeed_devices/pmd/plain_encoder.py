"""A second, plainer way from values to Polar's bytes: with literals, bit by bit, and nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence


def signed(value: int, width: int) -> bytes:
    """Write a signed number of so many bytes."""
    return value.to_bytes(width, "little", signed=True)


def header(kind: int, stamp_ns: int, form: int) -> bytes:
    return bytes([kind]) + stamp_ns.to_bytes(8, "little") + bytes([form])


def ecg(stamp_ns: int, values_uv: Sequence[int]) -> bytes:
    return header(0, stamp_ns, 0) + b"".join(signed(value, 3) for value in values_uv)


def acceleration(stamp_ns: int, samples_mg: Sequence[Sequence[int]], form: int = 1) -> bytes:
    flat = [value for sample in samples_mg for value in sample]
    return header(2, stamp_ns, form) + b"".join(signed(value, form + 1) for value in flat)


def block(width: int, changes: Sequence[Sequence[int]]) -> bytes:
    """Write the changes of some samples, each value as a string of bits, the lowest first."""
    bits = ""
    for change in changes:
        for value in change:
            text = format(value % 2**width, f"0{width}b") if width else ""
            bits += text[::-1]
    bits += "0" * (-len(bits) % 8)
    packed = bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))
    return bytes([width, len(changes)]) + packed


def compressed(stamp_ns: int, reference: Sequence[int], blocks: Sequence[bytes], form: int = 0x81) -> bytes:
    return header(2, stamp_ns, form) + b"".join(signed(value, 2) for value in reference) + b"".join(blocks)


def setting(number: int, width: int, values: Sequence[int]) -> bytes:
    return bytes([number, len(values)]) + b"".join(value.to_bytes(width, "little") for value in values)


def answer(
    operation: int, kind: int, status: int = 0, *, more: bool = False, parameters: bytes = b""
) -> bytes:
    return bytes([0xF0, operation, kind, status, int(more)]) + parameters


H10_ECG = setting(0, 2, [130]) + setting(1, 2, [14])
H10_ACCELERATION = setting(0, 2, [25, 50, 100, 200]) + setting(1, 2, [16]) + setting(2, 2, [2, 4, 8])
"""What an H10 offers."""
