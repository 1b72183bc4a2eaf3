import { describe, expect, it } from "vitest";
import {
  type CoapHandler,
  type CoapServerOptions,
  Code,
  coapClient,
  coapServer,
  forwardProxy,
  manualClock,
  memoryNetwork,
  type ObservationSink,
  OptionNumber,
  responseCache,
  reverseProxy,
} from "../../../src/index.js";
import { oscoreContexts } from "../../../src/oscore/index.js";
import { within } from "../../lab/lab.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";
import { text } from "../../lab/raw-peer.js";

const ORIGIN = { address: "10.0.1.1", port: 5683 };
const PROXY = { address: "10.0.1.2", port: 5683 };
const url = "coap://10.0.1.1/door";

/** A client and a server that share a context, and a proxy between them that does not. */
async function chain(
  handler: CoapHandler,
  proxyOf: (client: ReturnType<typeof coapClient>) => Partial<CoapServerOptions>,
  isForward = true,
) {
  const clock = manualClock(1_000);
  const network = memoryNetwork({ clock });
  const oscore = oscoreContexts({ contexts: [await serverContext({ name: "phone" })] });
  await coapServer({ clock, transport: network.transport(ORIGIN), handler, oscore }).listen();
  const behind = coapClient({ clock, transport: network.transport(), cache: responseCache() });
  const itself = () => ({ code: Code.NotFound, payload: "the proxy itself" });
  await coapServer({ clock, transport: network.transport(PROXY), handler: itself, ...proxyOf(behind) }).listen();
  const proxy = isForward ? { proxy: "coap://10.0.1.2" } : {};
  return {
    clock,
    client: coapClient({ clock, transport: network.transport(), oscore: await clientContext(), ...proxy }),
  };
}

const forward = (client: ReturnType<typeof coapClient>) => ({ proxy: forwardProxy({ client, allow: () => true }) });
const reverse = (client: ReturnType<typeof coapClient>) => ({
  handler: reverseProxy({ client, target: () => "coap://10.0.1.1" }),
  understoodOptions: [OptionNumber.OSCORE],
});

const answer: CoapHandler = ({ method, path, payload, security }) => ({
  code: method === Code.GET ? Code.Content : Code.Changed,
  payload: `${security?.context} ${path} ${"x".repeat(payload.length)}`,
});

describe("OSCORE through a proxy", () => {
  it.each([
    [Code.GET, 0],
    [Code.PUT, 4],
    [Code.POST, 1024],
    [Code.PUT, 5_000],
    [Code.FETCH, 10],
  ])("carries method %i with %i bytes, and the response as long", async (method, length) => {
    const { clock, client } = await chain(answer, forward);
    const payload = "y".repeat(length);
    const response = await within(clock, 20_000, client.request({ url, method, payload }));
    expect(text(response.payload)).toBe(`phone /door ${"x".repeat(length)}`);
  });

  it("carries it through a reverse-proxy, which knows nothing of the path", async () => {
    const { clock, client } = await chain(answer, reverse, false);
    const response = await within(clock, 5_000, client.request({ url: "coap://10.0.1.2/door" }));
    expect(text(response.payload)).toBe("phone /door ");
  });

  it("carries a request with Proxy-Uri, of which the proxy sees scheme and host only", async () => {
    const seen: string[] = [];
    const { clock, client } = await chain(
      answer,
      (behind) => {
        const through = forwardProxy({ client: behind, allow: () => true });
        const proxy: CoapHandler = (request) => {
          seen.push(text(request.options.find(({ number }) => number === OptionNumber.ProxyUri)?.value), request.path);
          return through(request);
        };
        return { proxy };
      },
      false,
    );
    const options = [{ number: OptionNumber.ProxyUri, value: Buffer.from("coap://10.0.1.1/door?x=1") }];
    const response = await within(clock, 5_000, client.request({ url: "coap://10.0.1.2/", options }));
    expect(text(response.payload)).toBe("phone /door ");
    expect(seen).toEqual(["coap://10.0.1.1", "/"]);
  });

  it("carries an observation, in order, and lets the server know of its end by a Reset", async () => {
    const sinks: ObservationSink[] = [];
    const handler: CoapHandler = ({ observe }) => {
      const sink = observe?.accept();
      if (sink !== undefined) sinks.push(sink);
      return { code: Code.Content, payload: "closed" };
    };
    const { clock, client } = await chain(handler, forward);
    const states: string[] = [];
    const onNotification = ({ payload }: { payload: Uint8Array }) => states.push(text(payload));
    const observation = await within(clock, 5_000, client.observe({ url, onNotification }));
    expect(observation.established).toBe(true);
    for (const payload of ["open", "ajar"]) {
      sinks[0]!.notify({ code: Code.Content, payload });
      await clock.advance(10_000);
    }
    expect(states).toEqual(["closed", "open", "ajar"]);
    await within(clock, 20_000, observation.cancel());
    const ended = new Promise((resolve) => sinks[0]!.onEnd(resolve));
    sinks[0]!.notify({ code: Code.Content, payload: "locked" });
    await within(clock, 20_000, ended);
    expect(states).toHaveLength(3);
  });

  it("does not let a client take a protected response to what it did not protect", async () => {
    const clock = manualClock(1_000);
    const network = memoryNetwork({ clock });
    const options = [{ number: OptionNumber.OSCORE, value: Uint8Array.of() }];
    const handler = () => ({ code: Code.Content, payload: "sealed", options });
    await coapServer({ clock, transport: network.transport(ORIGIN), handler }).listen();
    const client = coapClient({ clock, transport: network.transport() });
    await expect(within(clock, 5_000, client.request({ url }))).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });
});
