"""The objects on the bus with their interfaces and properties, and the signals that tell of every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from dbus_fast import Message, MessageType, Variant

OBJECT_MANAGER = "org.freedesktop.DBus.ObjectManager"
PROPERTIES = "org.freedesktop.DBus.Properties"

Properties: TypeAlias = dict[str, Variant]


class Tree:
    """What `GetManagedObjects` lists. Whoever has listed it once is kept up to date by signals."""

    def __init__(self, send: Callable[[Message], None]) -> None:
        self._send = send
        self._objects: dict[str, dict[str, Properties]] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._objects

    def list_all(self) -> dict[str, dict[str, Properties]]:
        """Give a copy of everything."""
        return {path: dict(interfaces) for path, interfaces in self._objects.items()}

    def get(self, path: str, interface: str) -> Properties:
        """Give an interface's properties; none where there is no such interface."""
        return self._objects.get(path, {}).get(interface, {})

    def under(self, path: str) -> list[str]:
        """Name the objects below a path, the deepest first."""
        return sorted((other for other in self._objects if other.startswith(f"{path}/")), reverse=True)

    def add(self, path: str, interface: str, properties: Properties) -> None:
        """Put an interface on an object, and tell."""
        self._objects.setdefault(path, {})[interface] = properties
        self._signal("/", OBJECT_MANAGER, "InterfacesAdded", "oa{sa{sv}}", [path, {interface: properties}])

    def remove(self, path: str, *interfaces: str) -> None:
        """Take interfaces off an object, all of them if none is named, and tell."""
        there = self._objects.get(path, {})
        gone = [name for name in interfaces or tuple(there) if there.pop(name, None) is not None]
        if not there:
            self._objects.pop(path, None)
        if gone:
            self._signal("/", OBJECT_MANAGER, "InterfacesRemoved", "oas", [path, gone])

    def change(self, path: str, interface: str, changed: Mapping[str, Variant], *gone: str) -> None:
        """Set properties and take away those in `gone`, and tell both in one signal."""
        properties = self._objects[path][interface]
        properties.update(changed)
        for name in gone:
            properties.pop(name, None)
        body = [interface, dict(changed), list(gone)]
        self._signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)

    def _signal(self, path: str, interface: str, member: str, signature: str, body: Sequence[object]) -> None:
        self._send(
            Message(
                message_type=MessageType.SIGNAL,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=list(body),
            )
        )
