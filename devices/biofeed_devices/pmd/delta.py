"""How Polar's frames are compressed: one sample in full, then only what changes.

The first sample stands as it is. Blocks follow, each with a width in bits and a number of samples, and then
the changes from each sample to the next: channel by channel, sample by sample, two's complement, packed
without a seam, the least significant bit first. A block ends on a whole byte.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from biofeed.errors import BadPacket

Sample: TypeAlias = tuple[int, ...]
"""One value a channel."""

_WIDEST_BITS: Final = 32


def unpack(data: bytes, channels: int, reference_bytes: int) -> list[Sample]:
    """Give the samples of a compressed frame; `reference_bytes` is how wide a value of the first one is.

    Raises `BadPacket` where the bytes end before what was announced, or announce what cannot be.
    """
    at = channels * reference_bytes
    if len(data) < at:
        raise _broken(data)
    reference = (data[n : n + reference_bytes] for n in range(0, at, reference_bytes))
    samples = [tuple(int.from_bytes(value, "little", signed=True) for value in reference)]
    while at < len(data):
        width, count = data[at], data[at + 1] if at + 1 < len(data) else 0
        at += 2
        end = at + -(-width * count * channels // 8)
        if at > len(data) or end > len(data) or width > _WIDEST_BITS:
            raise _broken(data)
        _add_up(samples, _unpack_bits(data[at:end], width, count * channels), channels)
        at = end
    return samples


def _unpack_bits(data: bytes, width: int, count: int) -> list[int]:
    """Give `count` signed numbers of `width` bits."""
    packed = int.from_bytes(data, "little")
    mask, sign = (1 << width) - 1, 1 << width >> 1
    numbers = (packed >> width * n & mask for n in range(count))
    return [(number ^ sign) - sign for number in numbers]


def _add_up(samples: list[Sample], changes: list[int], channels: int) -> None:
    """Append the samples that follow from the changes."""
    for n in range(0, len(changes), channels):
        pairs = zip(samples[-1], changes[n : n + channels], strict=True)
        samples.append(tuple(value + change for value, change in pairs))


def _broken(data: bytes) -> BadPacket:
    return BadPacket(
        f"A compressed frame is broken ({len(data)} bytes).",
        "It is left out and counted. If there are many, move the strap closer.",
    )
