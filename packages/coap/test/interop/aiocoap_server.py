"""A CoAP server of aiocoap whose resources are to be had with OSCORE only.

Arguments: a port on 127.0.0.1 and the folder of a security context. Says "ready" when it listens.
"""

import asyncio
import sys

import aiocoap
import aiocoap.resource as resource
from aiocoap.credentials import CredentialsMap
from aiocoap.oscore_sitewrapper import OscoreSiteWrapper

BIG = bytes(33 + i % 90 for i in range(5000))


def assert_protected(request):
    if not hasattr(request.remote, "security_context"):
        raise aiocoap.error.Unauthorized()


class Stored(resource.Resource):
    def __init__(self):
        super().__init__()
        self.content = b"nothing"

    async def render_get(self, request):
        assert_protected(request)
        return aiocoap.Message(payload=self.content, content_format=0)

    async def render_put(self, request):
        assert_protected(request)
        self.content = request.payload
        return aiocoap.Message(code=aiocoap.CHANGED)


class Big(resource.Resource):
    async def render_get(self, request):
        assert_protected(request)
        return aiocoap.Message(payload=BIG)


class Counter(resource.ObservableResource):
    def __init__(self):
        super().__init__()
        self.count = 0

    async def add_observation(self, request, serverobservation):
        await super().add_observation(request, serverobservation)
        asyncio.get_running_loop().call_later(0.2, self.tick)

    def tick(self):
        self.count += 1
        self.updated_state()
        if self.count < 5:
            asyncio.get_running_loop().call_later(0.1, self.tick)

    async def render_get(self, request):
        assert_protected(request)
        return aiocoap.Message(payload=str(self.count).encode())


async def main(port, folder):
    site = resource.Site()
    site.add_resource(["stored"], Stored())
    site.add_resource(["big"], Big())
    site.add_resource(["counter"], Counter())
    credentials = CredentialsMap()
    credentials.load_from_dict({":client": {"oscore": {"basedir": folder}}})
    protected = OscoreSiteWrapper(site, credentials)
    await aiocoap.Context.create_server_context(protected, bind=("127.0.0.1", port), server_credentials=credentials)
    print("ready", flush=True)
    await asyncio.get_running_loop().create_future()


asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
