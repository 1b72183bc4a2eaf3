"""A CoAP server of aiocoap over TCP or WebSockets.

Arguments: a port on 127.0.0.1, and tcpserver or ws. Says "ready" when it listens.
"""

import asyncio
import os
import sys

# Read by aiocoap when it is imported.
os.environ["AIOCOAP_SERVER_TRANSPORT"] = sys.argv[2]

import aiocoap
import aiocoap.resource as resource

BIG = bytes(33 + i % 90 for i in range(5000))


class Stored(resource.Resource):
    def __init__(self):
        super().__init__()
        self.content = b"nothing"

    async def render_get(self, request):
        return aiocoap.Message(payload=self.content, content_format=0)

    async def render_put(self, request):
        self.content = request.payload
        return aiocoap.Message(code=aiocoap.CHANGED)


class Big(resource.Resource):
    async def render_get(self, request):
        return aiocoap.Message(payload=BIG)


class Counter(resource.ObservableResource):
    def __init__(self):
        super().__init__()
        self.count = 0

    async def tick(self):
        while True:
            await asyncio.sleep(0.1)
            self.count += 1
            self.updated_state()

    async def render_get(self, request):
        return aiocoap.Message(payload=str(self.count).encode())


async def main(port):
    counter = Counter()
    site = resource.Site()
    site.add_resource(["stored"], Stored())
    site.add_resource(["big"], Big())
    site.add_resource(["counter"], counter)
    await aiocoap.Context.create_server_context(site, bind=("127.0.0.1", port))
    print("ready", flush=True)
    await counter.tick()


asyncio.run(main(int(sys.argv[1])))
