import { describe, expect, it } from "vitest";
import { Code, coapClient, coapServer } from "../../../src/index.js";

const handler = () => ({ code: Code.Content, payload: "ok" });

describe("Over UDP", () => {
  it("a client reaches a server by IPv4 address, and both let go of their sockets", async () => {
    await using server = coapServer({ port: 0, address: "127.0.0.1", handler });
    const { port } = await server.listen();
    await using client = coapClient();
    const response = await client.request({ host: "127.0.0.1", port, path: "/" });
    expect(Buffer.from(response.payload).toString()).toBe("ok");
    expect(response.peer).toEqual(expect.objectContaining({ address: "127.0.0.1", port }));
  });

  it("a server on all addresses sees an IPv4 peer by its IPv4 address", async () => {
    let seen: string | undefined;
    await using server = coapServer({
      port: 0,
      handler: ({ peer }) => {
        seen = peer.address;
        return handler();
      },
    });
    const { port } = await server.listen();
    await using client = coapClient();
    await client.request({ host: "127.0.0.1", port });
    expect(seen).toBe("127.0.0.1");
  });

  it("a port that is taken is said to be", async () => {
    await using first = coapServer({ port: 0, address: "127.0.0.1", handler });
    const { port } = await first.listen();
    await using second = coapServer({ port, address: "127.0.0.1", handler });
    await expect(second.listen()).rejects.toMatchObject({ code: "WOT_ADDRESS_IN_USE" });
  });

  it("a datagram that cannot leave fails its request at once", async () => {
    await using client = coapClient({ address: "127.0.0.1" });
    const outcome = client.request({ host: "192.0.2.1", path: "/" });
    await expect(outcome).rejects.toMatchObject({ code: "WOT_NETWORK", sent: false });
  });
});
