"""A CoAP client of aiocoap, with OSCORE or over whatever the URI says.

Arguments: the base URI of a server, the folder of a security context or - for none, and requests: GET:/path, PUT:/path:bytes (a body of
so many bytes), OBSERVE:/path:states. Writes for each a line of JSON with what came.
"""

import asyncio
import json
import sys

import aiocoap


def shown(response):
    return {"code": response.code.dotted, "payload": response.payload.decode()}


async def answer(client, base, request):
    verb, path, *argument = request.split(":")
    uri = base + path
    if verb == "GET":
        return shown(await client.request(aiocoap.Message(code=aiocoap.GET, uri=uri)).response)
    if verb == "PUT":
        payload = bytes(33 + i % 90 for i in range(int(argument[0])))
        message = aiocoap.Message(code=aiocoap.PUT, uri=uri, payload=payload)
        return shown(await client.request(message).response)
    pending = client.request(aiocoap.Message(code=aiocoap.GET, uri=uri, observe=0))
    states = [(await pending.response).payload.decode()]
    async for state in pending.observation:
        states.append(state.payload.decode())
        if len(states) >= int(argument[0]):
            break
    pending.observation.cancel()
    return {"states": states}


async def main(base, folder, requests):
    client = await aiocoap.Context.create_client_context()
    if folder != "-":
        client.client_credentials.load_from_dict({base + "/*": {"oscore": {"basedir": folder}}})
    for request in requests:
        print(json.dumps(await asyncio.wait_for(answer(client, base, request), 10)), flush=True)
    await client.shutdown()


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
