"""A lamp that blinks with a heart, and is dark while nobody knows what the heart does."""

from __future__ import annotations

from devices.lamp import Lamp

from biofeed.plugins import Device
from biofeed.types import Beat, Flag, Gap, Link, LinkState


async def shine(strap: Device, lamp: Lamp, seconds: float) -> None:
    """Let the lamp show what the strap feels, for some seconds of the strap's clock."""
    async with strap as device:
        async for event in device.events():
            if event.t_s > seconds:
                return
            match event:
                case Beat(t_s=t_s, flag=Flag.NORMAL):
                    lamp.blink(t_s)
                case Gap(t_s=t_s) | Link(t_s=t_s, state=LinkState.LOST | LinkState.NO_CONTACT):
                    lamp.go_dark(t_s)
