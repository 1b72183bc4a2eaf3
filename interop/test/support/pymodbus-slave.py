"""
Slaves of pymodbus with the registers of real products: pymodbus-slave.py TCP-PORT RTU-PORT, until its input ends. Each line of
that puts values somewhere, as JSON: [UNIT, "HoldingRegister", ADDRESS, [VALUE, ...]].
"""

import asyncio
import json
import struct
import sys

from pymodbus import FramerType
from pymodbus.datastore import ModbusDeviceContext, ModbusServerContext, ModbusSparseDataBlock
from pymodbus.pdu.device import ModbusDeviceIdentification
from pymodbus.server import ModbusTcpServer

try:
    from sunspec2 import device as sunspec
except ImportError:
    sunspec = None


def block(values):
    """Values by address on the wire; pymodbus counts from 1. What is not there is an illegal address."""
    return ModbusSparseDataBlock({address + 1: value for address, value in values.items()} or {60000: 0})


def floats(values):
    registers = {}
    for address, value in values.items():
        registers[address], registers[address + 1] = struct.unpack(">HH", struct.pack(">f", value))
    return registers


def unit(coils={}, holding={}, inputs={}):
    return ModbusDeviceContext(di=block({}), co=block(coils), hr=block(holding), ir=block(inputs))


def sunspec_map(base):
    """Models as pysunspec2 has them in registers, with values that it has scaled."""
    values = [
        (1, {"Mn": "SunSpecTest", "Md": "Five"}, {}),
        (103, {"W": 2070, "A": 9.1, "PhVphA": 230.1, "Hz": 49.98, "WH": 12345678, "TmpCab": 41.5, "St": 4}, {"A_SF": -1, "V_SF": -1, "Hz_SF": -2, "W_SF": 0, "WH_SF": 0, "Tmp_SF": -1}),
        (203, {"W": -4120, "A": 17.9, "PhV": 231, "Hz": 50.01, "TotWhImp": 1234560, "TotWhExp": 7000, "PF": -98}, {"A_SF": -1, "V_SF": 0, "Hz_SF": -2, "W_SF": 1, "TotWh_SF": 1, "PF_SF": 0}),
        (213, {"W": 345.5, "A": 1.5, "PhV": 230.5, "Hz": 50.0, "TotWhImp": 98765.0, "TotWhExp": 0.0}, {}),
        (802, {"SoC": 83.5, "V": 51.2, "A": -12.5, "W": -640, "ChaSt": 4, "NCyc": 321}, {"SoC_SF": -1, "V_SF": -1, "A_SF": -1, "W_SF": 0}),
    ]
    data = b"SunS"
    for number, points, scales in values:
        model = sunspec.Model(number)
        for name, value in scales.items():
            getattr(model, name).value = value
        for name, value in points.items():
            getattr(model, name).cvalue = value
        data += model.get_mb()
    data += b"\xff\xff\x00\x00"
    return {base + index: word for index, (word,) in enumerate(struct.iter_unpack(">H", data))}


METER = {0x00: 230.5, 0x06: 1.5, 0x0C: 345.75, 0x12: 350.0, 0x18: 12.5, 0x1E: 0.75, 0x46: 50.0, 0x48: 1234.5, 0x4A: 0.5, 0x156: 1235.0}
SIGNATURE = {200 + index: ord(letter) for index, letter in enumerate("WBMD3")}

UNITS = {
    1: unit(inputs=floats(METER), holding={0xFC02: 0x20}),
    2: unit(holding={0: 1, 1: 213, 2: 0, 3: 0, 4: 205, 5: 190, 6: 0}),
    **({10: unit(holding=sunspec_map(40000))} if sunspec else {}),
    **{number: unit() for number in range(11, 40)},
    3: unit(coils={0: True, 1: False, 2: False}, holding={0: 40, 1: 0, 2: 100}, inputs=SIGNATURE),
}


TABLES = {"Coil": "c", "DiscreteInput": "d", "HoldingRegister": "h", "InputRegister": "i"}


def put():
    for line in sys.stdin:
        number, entity, address, values = json.loads(line)
        UNITS[number].store[TABLES[entity]].values.update({address + 1 + index: value for index, value in enumerate(values)})
        print("put", flush=True)


async def main(tcp_port, rtu_port):
    identity = ModbusDeviceIdentification(info_name={"VendorName": "pymodbus", "ProductCode": "PM", "MajorMinorRevision": "3"})
    context = ModbusServerContext(devices=UNITS, single=False)
    for port, framer in ((tcp_port, FramerType.SOCKET), (rtu_port, FramerType.RTU)):
        server = ModbusTcpServer(context, framer=framer, identity=identity, address=("127.0.0.1", port))
        await server.serve_forever(background=True)
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, put)


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
