import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CoapClient,
  type CoapServer,
  Code,
  coapClient,
  coapServer,
  type ObservationSink,
  tcpClient,
  tcpServer,
} from "../../src/index.js";
import { webSocketClient, webSocketServer } from "../../src/websocket/index.js";
import { freeTcpPort } from "./free-tcp-port.js";

const python = fileURLToPath(new URL("../../../../interop/.venv/bin/python", import.meta.url));
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const isThere = spawnSync(python, ["-c", "import aiocoap.transports.tcp, aiocoap.transports.ws"]).status === 0;
const title = (name: string) => (isThere ? name : `skipped: needs aiocoap in interop/.venv (${name})`);
const big = Buffer.from(Array.from({ length: 5000 }, (_, i) => 33 + (i % 90)));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

const carriers = [
  {
    name: "TCP",
    theirs: "tcpserver",
    portOffset: 0,
    scheme: "coap+tcp",
    client: () => tcpClient(),
    server: () => tcpServer({ port: 0, address: "127.0.0.1" }),
  },
  {
    name: "WebSockets",
    theirs: "ws",
    // It listens so far above the port that it is told.
    portOffset: 3000,
    scheme: "coap+ws",
    client: () => webSocketClient(),
    server: () => webSocketServer({ port: 0, address: "127.0.0.1" }),
  },
];

describe.skipIf(!isThere).each(carriers)(title("aiocoap's server over $name, and our client"), (carrier) => {
  let child: ChildProcess;
  let client: CoapClient;
  let base: string;

  beforeAll(async () => {
    const port = await freeTcpPort();
    base = `${carrier.scheme}://127.0.0.1:${port}`;
    child = spawn(python, [script("aiocoap_stream_server.py"), `${port - carrier.portOffset}`, carrier.theirs], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise<void>((resolve, reject) => {
      child.once("exit", () => reject(new Error("aiocoap's server ended")));
      child.stdout!.once("data", () => resolve());
    });
    client = coapClient({ transport: carrier.client() });
  });
  afterAll(async () => {
    await client.close();
    child.removeAllListeners("exit").kill("SIGKILL");
  });

  it("gets, puts, and hears 4.04", async () => {
    const put = await client.request({ url: `${base}/stored`, method: Code.PUT, payload: "something" });
    expect(put.code).toBe(Code.Changed);
    expect(text((await client.request({ url: `${base}/stored` })).payload)).toBe("something");
    expect((await client.request({ url: `${base}/missing` })).code).toBe(Code.NotFound);
  });

  it("gets and puts bodies of several blocks", async () => {
    expect(text((await client.request({ url: `${base}/big` })).payload)).toBe(text(big));
    await client.request({ url: `${base}/stored`, method: Code.PUT, payload: big });
    expect(text((await client.request({ url: `${base}/stored` })).payload)).toBe(text(big));
  });

  it("observes, and stops", async () => {
    const observation = await client.observe({ url: `${base}/counter` });
    expect(observation.established).toBe(true);
    const states: number[] = [];
    for await (const { payload } of observation) {
      states.push(Number(text(payload)));
      if (states.length === 4) break;
    }
    expect(states).toEqual(states.toSorted((a, b) => a - b));
    expect((await client.request({ url: `${base}/stored` })).code).toBe(Code.Content);
  });
});

describe.skipIf(!isThere).each(carriers)(title("aiocoap's client over $name, and our server"), (carrier) => {
  const sinks = new Set<ObservationSink>();
  let server: CoapServer;
  let base: string;
  let ticking: NodeJS.Timeout;
  let count = 0;
  let stored: Uint8Array = Buffer.from("nothing");

  beforeAll(async () => {
    server = coapServer({
      transport: carrier.server(),
      handler({ method, path, payload, observe }) {
        if (method === Code.PUT) {
          stored = payload;
          return { code: Code.Changed, payload: `${payload.length}` };
        }
        if (path === "/big") return { code: Code.Content, payload: big };
        if (path === "/stored") return { code: Code.Content, payload: stored };
        if (path !== "/counter") return { code: Code.NotFound };
        const sink = observe?.accept();
        if (sink !== undefined) {
          sinks.add(sink);
          sink.onEnd(() => sinks.delete(sink));
        }
        return { code: Code.Content, payload: `${count}` };
      },
    });
    base = `${carrier.scheme}://127.0.0.1:${(await server.listen()).port}`;
    ticking = setInterval(() => {
      count++;
      for (const sink of sinks) sink.notify({ code: Code.Content, payload: `${count}` });
    }, 50);
  });
  afterAll(async () => {
    clearInterval(ticking);
    await server.close();
  });

  async function ask(...requests: string[]): Promise<{ code: string; payload: string; states: string[] }[]> {
    const { stdout } = await promisify(execFile)(python, [script("aiocoap_client.py"), base, "-", ...requests], {
      timeout: 20_000,
    });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  it("gets, puts in blocks, and hears 4.04", async () => {
    const [missing, whole, put, back] = await ask("GET:/missing", "GET:/big", "PUT:/stored:5000", "GET:/stored");
    expect(missing!.code).toBe("4.04");
    expect(whole!.payload).toBe(text(big));
    expect(put).toMatchObject({ code: "2.04", payload: "5000" });
    expect(back!.payload).toBe(text(big));
  });

  it("observes, and leaves", async () => {
    const [observed] = await ask("OBSERVE:/counter:4");
    expect(observed!.states.length).toBe(4);
    await expect.poll(() => server.observerCount).toBe(0);
  });
});
