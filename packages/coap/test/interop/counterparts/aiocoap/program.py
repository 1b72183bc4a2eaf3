"""aiocoap's server and client, as foreign-program.ts tells them."""

import asyncio
import json
import os
import sys

import aiocoap
import aiocoap.resource as resource
from aiocoap.numbers import OptionNumber
from aiocoap.numbers.codes import Code

BIG = bytes(33 + i % 90 for i in range(5000))
ETAG = bytes.fromhex("e7a9")
JSON_FORMAT = 50
METHODS = {"GET": 1, "POST": 2, "PUT": 3, "DELETE": 4, "FETCH": 5, "PATCH": 6, "iPATCH": 7}


def say(*fields):
    print("\t".join(str(field) for field in fields), flush=True)


def shown(payload):
    return payload.hex() or "-"


def told(text):
    return b"" if text == "-" else bytes.fromhex(text)


class Store(resource.Resource):
    content = b""

    async def render_get(self, request):
        return aiocoap.Message(payload=self.content, content_format=0)

    async def render_put(self, request):
        self.content = request.payload
        return aiocoap.Message(code=aiocoap.CHANGED)

    async def render_post(self, request):
        self.content += b"," + request.payload
        return aiocoap.Message(code=aiocoap.CHANGED)

    async def render_delete(self, request):
        self.content = b""
        return aiocoap.Message(code=aiocoap.DELETED)

    async def render_fetch(self, request):
        return aiocoap.Message(payload=b"fetched " + request.payload, content_format=0)

    async def render_patch(self, request):
        self.content += b"+" + request.payload
        return aiocoap.Message(code=aiocoap.CHANGED)

    render_ipatch = render_patch


class Fixed(resource.Resource):
    """A representation that stays as it is, after a while."""

    def __init__(self, payload, seconds=0):
        super().__init__()
        self.payload = payload
        self.seconds = seconds

    async def render_get(self, request):
        await asyncio.sleep(self.seconds)
        return aiocoap.Message(payload=self.payload)


class Listed(Fixed):
    rt = "big"


class Upload(resource.Resource):
    async def render_put(self, request):
        digest = f"{len(request.payload)}:{sum(request.payload) % 0x10000}"
        return aiocoap.Message(code=aiocoap.CHANGED, payload=digest.encode())


class Counter(resource.ObservableResource):
    count = 0

    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.ticking = asyncio.create_task(self.tick())

    async def tick(self):
        while True:
            await asyncio.sleep(0.1)
            self.count += 1
            self.updated_state()

    async def render_get(self, request):
        return aiocoap.Message(payload=self.shape(self.count).encode(), content_format=0)


class Tagged(resource.Resource):
    async def render_get(self, request):
        if ETAG in request.opt.etags:
            return aiocoap.Message(code=aiocoap.VALID, etag=ETAG)
        return aiocoap.Message(payload=b"tagged", etag=ETAG)


class Conditional(resource.Resource):
    async def render_put(self, request):
        matches = request.opt.if_match
        if request.opt.if_none_match or (matches and ETAG not in matches):
            return aiocoap.Message(code=aiocoap.PRECONDITION_FAILED)
        return aiocoap.Message(code=aiocoap.CHANGED)


class Json(resource.Resource):
    async def render_get(self, request):
        if request.opt.accept not in (None, JSON_FORMAT):
            return aiocoap.Message(code=aiocoap.NOT_ACCEPTABLE)
        return aiocoap.Message(payload=b"{}", content_format=JSON_FORMAT)


def site():
    root = resource.Site()
    root.add_resource([".well-known", "core"], resource.WKCResource(root.get_resources_as_linkheader, impl_info=None))
    root.add_resource(["store"], Store())
    root.add_resource(["big"], Listed(BIG))
    root.add_resource(["upload"], Upload())
    root.add_resource(["slow"], Fixed(b"slow", 0.5))
    root.add_resource(["count"], Counter(str))
    root.add_resource(["bigcount"], Counter(lambda count: str(count % 10) * 3000))
    root.add_resource(["etag"], Tagged())
    root.add_resource(["conditional"], Conditional())
    root.add_resource(["json"], Json())
    root.add_resource(["empty"], Fixed(b""))
    return root


def message(method, url, payload, options, kind, block_bytes):
    asked = aiocoap.Message(code=Code(METHODS[method]), uri=url, payload=told(payload))
    if kind == "non":
        asked.transport_tuning = aiocoap.Unreliable
    for each in [] if options == "-" else options.split(","):
        number, value = each.split(":")
        asked.opt.add_option(OptionNumber(int(number)).create_option(decode=told(value)))
    if block_bytes != "-":
        size = int(block_bytes).bit_length() - 5
        if asked.payload:
            asked.remote.maximum_block_size_exp = size
        else:
            asked.opt.block2 = (0, False, size)
    return asked


async def request(client, fields):
    response = await client.request(message(*fields)).response
    options = ",".join(f"{int(option.number)}:{option.encode().hex()}" for option in response.opt.option_list())
    return "response", response.code.dotted, shown(response.payload), options or "-"


async def observe(client, fields):
    url, states = fields
    pending = client.request(aiocoap.Message(code=aiocoap.GET, uri=url, observe=0))
    seen = [(await pending.response).payload]
    async for state in pending.observation:
        seen.append(state.payload)
        if len(seen) == int(states):
            break
    pending.observation.cancel()
    return "states", ",".join(shown(state) for state in seen)


async def answer(client, line):
    identifier, verb, *fields = line.split("\t")
    try:
        what = request if verb == "request" else observe
        say(identifier, *await what(client, fields))
    except Exception as error:
        say(identifier, "error", repr(error))


async def main():
    port = int(sys.argv[1])
    credentials = json.loads(os.environ.get("COUNTERPART_CREDENTIALS", "null"))
    await aiocoap.Context.create_server_context(site(), bind=("127.0.0.1", port))
    client = await aiocoap.Context.create_client_context()
    if credentials is not None:
        client.client_credentials.load_from_dict(credentials)
    say("ready", port)
    lines = asyncio.StreamReader(limit=1 << 20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    tasks = set()
    while line := (await lines.readline()).decode().rstrip("\n"):
        tasks.add(asyncio.create_task(answer(client, line)))


asyncio.run(main())
