"""A building on an OPC UA server of asyncua: an air handling unit, a thermostat, a meter and a pump.

Says "ready" on standard output, then obeys one JSON object a line from standard input and answers each with one line.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path

from asyncua import Server, ua
from asyncua.crypto.cert_gen import setup_self_signed_certificate
from asyncua.common.structures104 import new_enum, new_struct, new_struct_field
from asyncua.crypto.permission_rules import User, UserRole
from cryptography.x509.oid import ExtendedKeyUsageOID

logging.disable(logging.CRITICAL)

port, folder, security = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
others = int(sys.argv[4]) if len(sys.argv) > 4 else 0
uri = "urn:example:building"
server_uri = "urn:example:building-server"
unece = "http://www.opcfoundation.org/UA/units/un/cefact"


class Users:
    def get_user(self, iserver, username=None, password=None, certificate=None):
        known = folder / "user.der"
        if username is None and known.exists():
            return User(role=UserRole.User) if known.read_bytes() == certificate else None
        if username is None:
            return User(role=UserRole.User)
        return User(role=UserRole.Admin) if (username, password) == ("anna", "secret") else None


def unit(code, sign):
    number = 0
    for letter in code:
        number = number * 256 + ord(letter)
    return ua.EUInformation(NamespaceUri=unece, UnitId=number, DisplayName=ua.LocalizedText(sign))


class Building:
    def __init__(self, server, index):
        self.server, self.index, self.nodes = server, index, {}

    def id(self, name):
        return ua.NodeId(name, self.index)

    async def object(self, parent, path, type_id=None):
        name = ua.QualifiedName(path.split(".")[-1], self.index)
        node = await parent.add_object(self.id(path), name, objecttype=type_id)
        self.nodes[path] = node
        return node

    async def variable(self, parent, path, value, kind, writable=False, sign=None, limits=None, **properties):
        name = ua.QualifiedName(path.split(".")[-1], self.index)
        node = await parent.add_variable(self.id(path), name, value, kind)
        if writable:
            await node.set_writable()
        if sign is not None:
            await node.add_property(ua.NodeId(f"{path}.unit", self.index), "0:EngineeringUnits", unit(*sign))
        if limits is not None:
            await node.add_property(ua.NodeId(f"{path}.range", self.index), "0:EURange", ua.Range(*limits))
        for key, text in properties.items():
            await node.add_property(ua.NodeId(f"{path}.{key}", self.index), f"0:{key}", text)
        self.nodes[path] = node
        return node


def texts(*words):
    return [ua.LocalizedText(word) for word in words]


celsius, percent = ("CEL", "°C"), ("P1", "%")


async def air_handling_unit(building, folder_node, types):
    ahu = await building.object(folder_node, "Ahu1", types["ahu"])
    await ahu.add_property(building.id("Ahu1.SerialNumber"), "0:SerialNumber", "A-4711")
    modes = texts("Off", "Auto", "Occupied", "Unoccupied")
    await building.variable(ahu, "Ahu1.OperatingMode", 1, ua.VariantType.UInt32, True, EnumStrings=modes)
    supply = await building.object(ahu, "Ahu1.Supply")
    await building.variable(supply, "Ahu1.Supply.Temperature", 18.5, ua.VariantType.Float, sign=celsius)
    await building.variable(
        supply, "Ahu1.Supply.TemperatureSetpoint", 19.0, ua.VariantType.Double, True, celsius, (12.0, 30.0)
    )
    await building.variable(supply, "Ahu1.Supply.FanSpeed", 60.0, ua.VariantType.Double, True, percent, (0.0, 100.0))
    returned = await building.object(ahu, "Ahu1.Return")
    await building.variable(returned, "Ahu1.Return.Temperature", 22.0, ua.VariantType.Double, sign=celsius)
    words = {"TrueState": ua.LocalizedText("Dirty"), "FalseState": ua.LocalizedText("Clean")}
    await building.variable(ahu, "Ahu1.FilterAlarm", False, ua.VariantType.Boolean, **words)
    await building.variable(ahu, "Ahu1.RunningHours", 2**40, ua.VariantType.UInt64)
    await building.variable(ahu, "Ahu1.Schedule", [6, 18], ua.VariantType.Int32, True)
    plan = ua.Plan(Name="day", Hours=[6.0, 18.0], Season=ua.Season.Winter)
    await building.variable(ahu, "Ahu1.Plan", plan, ua.VariantType.ExtensionObject, True)

    def reset(parent, hours):
        if hours.Value > 100:
            return ua.StatusCode(ua.StatusCodes.BadOutOfRange)
        return [ua.Variant(f"reset after {hours.Value} h", ua.VariantType.String)]

    arguments = [ua.Argument(Name="Hours", DataType=ua.NodeId(ua.ObjectIds.UInt32), ValueRank=-1)]
    answers = [ua.Argument(Name="Report", DataType=ua.NodeId(ua.ObjectIds.String), ValueRank=-1)]
    await ahu.add_method(building.id("Ahu1.ResetFilter"), "ResetFilter", reset, arguments, answers)
    return ahu


async def others_of(building, folder_node, types):
    room = await building.object(folder_node, "Room12", types["room"])
    await building.variable(room, "Room12.RoomTemperature", 21.25, ua.VariantType.Double, sign=celsius)
    await building.variable(room, "Room12.Setpoint", 21.0, ua.VariantType.Double, True, celsius, (5.0, 35.0))
    await building.variable(room, "Room12.Humidity", 45.0, ua.VariantType.Float, sign=percent)
    modes = texts("Off", "Heat", "Cool", "Auto")
    await building.variable(room, "Room12.Mode", 1, ua.VariantType.Int32, True, EnumStrings=modes)
    meter = await building.object(folder_node, "Meter")
    await building.variable(meter, "Meter.ActivePower", 1.25, ua.VariantType.Double, sign=("KWT", "kW"))
    await building.variable(meter, "Meter.ActiveEnergy", 4321.5, ua.VariantType.Double, sign=("KWH", "kWh"))
    pump = await building.object(folder_node, "Pump")
    await building.variable(pump, "Pump.Speed", 1450, ua.VariantType.UInt16, sign=("RPM", "r/min"))
    season = await building.variable(pump, "Pump.Season", 1, ua.VariantType.Int32, True)
    await season.write_attribute(
        ua.AttributeIds.DataType, ua.DataValue(ua.Variant(types["season"].nodeid, ua.VariantType.NodeId))
    )


async def make(server):
    index = await server.register_namespace(uri)
    building = Building(server, index)
    season = await new_enum(server, index, "Season", ["Summer", "Winter"])
    await server.load_data_type_definitions()
    fields = [
        new_struct_field("Name", ua.VariantType.String),
        new_struct_field("Hours", ua.VariantType.Double, array=True),
        new_struct_field("Season", season),
    ]
    await new_struct(server, index, "Plan", fields)
    await server.load_data_type_definitions()
    types = {"season": season}
    for key, name in (("ahu", "AirHandlingUnitType"), ("room", "RoomControllerType")):
        made = await server.nodes.base_object_type.add_object_type(ua.NodeId(name, index), f"{index}:{name}")
        types[key] = made.nodeid
    plant = await server.nodes.objects.add_folder(building.id("Plant"), f"{index}:Plant")
    ahu = await air_handling_unit(building, plant, types)
    await others_of(building, plant, types)
    alarms = await server.get_event_generator(ua.ObjectIds.BaseEventType, ahu)
    return building, plant, alarms


def encoded(value):
    return value if isinstance(value, (int, float, str, bool, list)) else repr(value)


async def obey(building, plant, alarms, order):
    what = order["do"]
    if what == "read":
        return encoded(await building.nodes[order["node"]].read_value())
    if what == "write":
        node = building.nodes[order["node"]]
        kind = await node.read_data_type_as_variant_type()
        status = ua.StatusCode(getattr(ua.StatusCodes, order.get("status", "Good")))
        await node.write_value(ua.DataValue(ua.Variant(order["value"], kind), StatusCode=status))
    elif what == "event":
        alarms.event.Severity = order["severity"]
        await alarms.trigger(message=order["message"])
    elif what == "add":
        sensor = await building.object(plant, order["node"])
        await building.variable(sensor, f"{order['node']}.Temperature", 20.0, ua.VariantType.Double, sign=celsius)
    elif what == "remove":
        await building.server.delete_nodes([building.nodes.pop(order["node"])], recursive=True)
    return None


async def main():
    server = Server(user_manager=Users())
    await server.init()
    server.set_endpoint(f"opc.tcp://127.0.0.1:{port}/building/")
    await server.set_application_uri(server_uri)
    if security == "None":
        server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
    else:
        server.set_security_policy(
            [ua.SecurityPolicyType.Basic256Sha256_Sign, ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt]
        )
        key, certificate = folder / "server.key.pem", folder / "server.der"
        usages = [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]
        await setup_self_signed_certificate(
            key, certificate, server_uri, "localhost", usages, {"commonName": "Building"}
        )
        await server.load_certificate(certificate)
        await server.load_private_key(key)
    for number in range(others):
        await server.register_namespace(f"urn:example:other-{number}")
    building, plant, alarms = await make(server)
    async with server:
        print("ready", flush=True)
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            try:
                answer = {"value": await obey(building, plant, alarms, json.loads(line))}
            except Exception as error:  # told to the test, which fails
                answer = {"error": repr(error)}
            print(json.dumps(answer), flush=True)


asyncio.run(main())
