import { Code, coapClient, coapServer, type ObservationSink } from "@thingwright/coap";
import { NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { dtlsTransport } from "../../src/index.js";
import { keys, Lab, psk, SERVER } from "../lab/lab.js";

/** A client and a server of CoAP over DTLS, and what became of one observation and one request that nobody answers. */
async function coapOverDtls(limits = {}) {
  const { clock, network } = new Lab();
  const sinks: ObservationSink[] = [];
  const ends: string[] = [];
  const secured = (over: ReturnType<typeof network.transport>, role: "client" | "server") =>
    dtlsTransport({ over, clock, limits, ...(role === "client" ? { client: { psk } } : { server: { psk: keys } }) });
  const serving = secured(network.transport(SERVER), "server");
  const asking = secured(network.transport({ address: "10.0.0.5", port: 4000 }), "client");
  const server = coapServer({
    transport: serving,
    clock,
    handlerTimeoutMs: 600_000,
    handler: ({ path, observe, signal }) => {
      signal.addEventListener("abort", () => ends.push(`${path} aborted`));
      const sink = observe?.accept();
      if (sink !== undefined) {
        sinks.push(sink);
        sink.onEnd((why) => ends.push(`${path} ${why}`));
      }
      return path === "/never" ? new Promise(() => undefined) : { code: Code.Content, payload: "0" };
    },
  });
  await server.listen();
  const client = coapClient({ transport: asking, clock, nstart: 8 });
  const url = `coaps://${SERVER.address}`;
  const heard: string[] = [];
  const observing = client.observe({
    url: `${url}/state`,
    onNotification: ({ payload }) => heard.push(Buffer.from(payload).toString()),
    onEnd: (error) => heard.push(String(error instanceof NetworkError && error.message)),
  });
  await clock.advance(100);
  await observing;
  const never = client.request({ url: `${url}/never` }).catch((error: unknown) => error);
  await clock.advance(1000);
  return { clock, network, client, server, asking, sinks, ends, heard, never };
}

const over = expect.stringContaining("the DTLS session with 10.9.9.9:5684 is over");

describe("The end of a DTLS session", () => {
  it("ends the client's requests and observations at once", async () => {
    const { server, clock, heard, never, client } = await coapOverDtls();
    await server.close();
    await clock.advance(10);
    expect(heard).toEqual(["0", over]);
    expect(await never).toMatchObject({ code: "WOT_NETWORK", message: over, sent: true });
    await client.close();
  });

  it("ends the peer's observations and handlers at the server at once", async () => {
    const { server, asking, clock, ends, sinks } = await coapOverDtls();
    sinks[0]!.notify({ code: Code.Content, payload: "1", confirmable: true });
    await asking.close();
    await clock.advance(10);
    expect(ends.sort()).toEqual(["/never aborted", "/state unreachable"]);
    expect(server.observerCount).toBe(0);
    await server.close();
  });

  it("comes by silence, too", async () => {
    const { server, network, clock, ends, client } = await coapOverDtls({ idleTimeoutMs: 4000 });
    network.onSend = () => false;
    await clock.advance(8000);
    expect(ends.sort()).toEqual(["/never aborted", "/state unreachable"]);
    await Promise.all([server.close(), client.close()]);
  });

  it("is told once to who is above, and the next datagram opens another session", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    client.say("on");
    await lab.clock.advance(100);
    await server.transport.close();
    await lab.clock.advance(100);
    expect(client.gone).toEqual([SERVER.address]);
    expect(server.gone).toEqual([]);
    const again = await lab.server();
    client.say("off");
    await lab.clock.advance(100);
    expect(again.texts).toEqual(["off"]);
  });

  it("is not told of a session that the client replaces: what is under way goes on over the new one", async () => {
    const lab = new Lab();
    const [server, client] = [await lab.server(), await lab.client()];
    client.say("on");
    await lab.clock.advance(100);
    for (let i = 0; i < 3; i++) client.say("and on");
    await lab.clock.advance(13_000);
    client.say("off");
    await lab.clock.advance(100);
    expect(server.texts.at(-1)).toBe("off");
    expect(server.received.at(-1)?.address).toMatch(/#2$/);
    expect(client.gone).toEqual([]);
    expect(server.gone).toEqual([expect.stringMatching(/#1$/)]);
  });
});
