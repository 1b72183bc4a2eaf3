"""A room controller on BACnet/IP, made of bacpypes3. Arguments: address:port, device number, spare objects, and how it is reached: `directly`, as a `bbmd` that passes
broadcasts on to foreign devices, or `behind-router` on a network of its own.

Commands come as JSON lines on standard input, answers go as JSON lines to standard output.
"""

import argparse
import asyncio
import json
import sys

from bacpypes3.app import Application
from bacpypes3.basetypes import StatusFlags
from bacpypes3.local.analog import AnalogInputObject, AnalogOutputObject, AnalogValueObject
from bacpypes3.local.binary import BinaryInputObject, BinaryValueObject
from bacpypes3.local.cov import GenericCriteria
from bacpypes3.local.cmd import Commandable
from bacpypes3.local.device import DeviceObject
from bacpypes3.local.multistate import MultiStateValueObject
from bacpypes3.local.networkport import NetworkPortObject
from bacpypes3.primitivedata import Null
from bacpypes3.vlan import VirtualNetwork


class CommandableAnalogValue(Commandable, AnalogValueObject):
    """A setpoint with a priority array."""


class CommandableMultiState(Commandable, MultiStateValueObject):
    """A mode with a priority array. Any change is one: bacpypes3 asks for an increment, which states do not have."""

    _cov_criteria = GenericCriteria


class CommandableBinaryValue(Commandable, BinaryValueObject):
    """A switch with a priority array."""


common = {"eventState": "normal", "statusFlags": [0, 0, 0, 0], "outOfService": False}


def objects():
    return [
        AnalogInputObject(objectIdentifier=("analog-input", 1), objectName="R101.RoomTemp", presentValue=21.5,
                          description="Room temperature", units="degreesCelsius", covIncrement=0.1,
                          reliability="noFaultDetected", **common),
        AnalogInputObject(objectIdentifier=("analog-input", 2), objectName="R101.Humidity", presentValue=45.0,
                          units="percentRelativeHumidity", covIncrement=1.0, **common),
        CommandableAnalogValue(objectIdentifier=("analog-value", 1), objectName="R101.RoomTempSetpoint",
                               presentValue=20.0, relinquishDefault=20.0, units="degreesCelsius", covIncrement=0.1,
                               minPresValue=10.0, maxPresValue=30.0, **common),
        CommandableMultiState(objectIdentifier=("multi-state-value", 1), objectName="R101.Mode", presentValue=1,
                              relinquishDefault=1, numberOfStates=4, stateText=["Off", "Heat", "Cool", "Auto"], **common),
        AnalogInputObject(objectIdentifier=("analog-input", 3), objectName="AHU.FilterPressure", presentValue=120.0,
                          units="pascals", covIncrement=1.0, **common),
        AnalogOutputObject(objectIdentifier=("analog-output", 1), objectName="AHU.DamperCmd", presentValue=30.0,
                           relinquishDefault=30.0, units="percent", covIncrement=1.0, **common),
        BinaryInputObject(objectIdentifier=("binary-input", 1), objectName="AHU.FanStatus", presentValue="inactive",
                          polarity="normal", activeText="Running", inactiveText="Stopped", **common),
        CommandableBinaryValue(objectIdentifier=("binary-value", 1), objectName="AHU.Enable", presentValue="inactive",
                               relinquishDefault="inactive", activeText="On", inactiveText="Off", **common),
        AnalogInputObject(objectIdentifier=("analog-input", 4), objectName="VAV3/AirFlow", presentValue=100.0,
                          units="litersPerSecond", covIncrement=1.0, **common),
        CommandableAnalogValue(objectIdentifier=("analog-value", 2), objectName="VAV3/AirFlowSetpoint",
                               presentValue=120.0, relinquishDefault=120.0, units="litersPerSecond", covIncrement=1.0,
                               minPresValue=0.0, maxPresValue=500.0, **common),
        AnalogOutputObject(objectIdentifier=("analog-output", 2), objectName="VAV3/DamperCmd", presentValue=40.0,
                           relinquishDefault=40.0, units="percent", covIncrement=1.0, **common),
        AnalogInputObject(objectIdentifier=("analog-input", 5), objectName="R102.RoomTemp", presentValue=68.0,
                          units="degreesFahrenheit", covIncrement=0.1, **common),
        AnalogInputObject(objectIdentifier=("analog-input", 6), objectName="R102.CO2", presentValue=640.0,
                          units="partsPerMillion", covIncrement=1.0, **common),
    ] + [
        AnalogInputObject(objectIdentifier=("analog-input", 100 + number), objectName=f"Spare {number}",
                          presentValue=float(number), units="noUnits", covIncrement=1.0, **common)
        for number in range(400)
    ]


def answer(value):
    print(json.dumps(value), flush=True)


def priorities(obj):
    values = []
    for slot in obj.priorityArray:
        value = getattr(slot, slot._choice)
        values.append(None if isinstance(value, (Null, tuple)) or value is None else float(value))
    return values


def behind_router(args):
    """The device on a network of its own, and a router to it at the address."""
    global lan  # ports find it by its name, and nothing else keeps it
    lan = VirtualNetwork("lan")
    router_args = argparse.Namespace(**{**vars(args), "name": "Router", "instance": args.instance + 1000, "network": 1})
    router = Application.from_args(router_args)
    router.add_object(lan_port(2, 1))
    device = DeviceObject(objectIdentifier=("device", args.instance), objectName=args.name, vendorIdentifier=999)
    return Application.from_object_list([device, lan_port(1, 12)])


def lan_port(instance, station):
    return NetworkPortObject(objectIdentifier=("network-port", instance), objectName=f"LAN {station}",
                             networkType="virtual", protocolLevel="bacnet-application", networkNumber=200,
                             networkNumberQuality="configured", networkInterfaceName="lan", macAddress=bytes([station]))


async def main():
    address, number, spares, way = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    args = argparse.Namespace(name="Witness", instance=number, network=0, address=address, vendoridentifier=999,
                              foreign=None, ttl=30, bbmd=[address] if way == "bbmd" else None)
    app = behind_router(args) if way == "behind-router" else Application.from_args(args)
    by_name = {}
    for obj in objects()[: 13 + spares]:
        app.add_object(obj)
        by_name[obj.objectName] = obj
    answer({"ready": True})
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        command = json.loads(line)
        obj = by_name[command["name"]]
        if "set" in command:
            obj.presentValue = command["set"]
        if "flags" in command:
            obj.statusFlags = StatusFlags(command["flags"])
        if "reliability" in command:
            obj.reliability = command["reliability"]
        if "command" in command:
            priority, level = command["command"]
            kind = obj._elements["presentValue"]
            value = Null(()) if level is None else kind(kind.cast(level))
            await obj.write_property("presentValue", value, priority=priority)
        value = obj.presentValue
        answer({"value": float(value), "priorities": priorities(obj) if hasattr(obj, "priorityArray") and obj.priorityArray else []})


asyncio.run(main())
