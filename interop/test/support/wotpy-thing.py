"""A counter of WoTPy: python wotpy-thing.py http|coap PORT CATALOGUE_PORT. Says "ready" when it is served."""

import asyncio
import json
import sys

from wotpy.protocols.coap.server import CoAPServer
from wotpy.protocols.http.server import HTTPServer
from wotpy.wot.servient import Servient

DESCRIPTION = {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1"],
    "id": "urn:uuid:4f1d9f0e-3f0b-4a58-9d5e-6e5a6c1f2d3b",
    "title": "counter",
    "securityDefinitions": {"nosec_sc": {"scheme": "nosec"}},
    "security": "nosec_sc",
    "properties": {
        "count": {"type": "integer", "minimum": 0, "maximum": 100, "observable": True},
        "label": {"type": "string", "observable": True},
    },
    "actions": {"add": {"input": {"type": "integer"}, "output": {"type": "integer"}}},
}


async def main(protocol: str, port: int, catalogue_port: int) -> None:
    servient = Servient(catalogue_port=catalogue_port)
    servient.add_server(HTTPServer(port=port) if protocol == "http" else CoAPServer(port=port))
    wot = await servient.start()
    thing = wot.produce(json.dumps(DESCRIPTION))
    values = {"count": 1, "label": "a"}

    def serve(name: str) -> None:
        async def read():
            return values[name]

        async def write(value):
            values[name] = value

        thing.set_property_read_handler(name, read)
        thing.set_property_write_handler(name, write)

    for name in values:
        serve(name)

    async def add(amount):
        values["count"] += amount
        return values["count"]

    thing.set_action_handler("add", add)
    thing.expose()
    print("ready", flush=True)
    await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
