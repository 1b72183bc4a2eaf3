import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CoapClient,
  type CoapServer,
  Code,
  coapClient,
  coapServer,
  type ObservationSink,
} from "../../src/index.js";

const isThere = (binary: string) => spawnSync(binary, ["-V"]).error === undefined;
const first = (...binaries: string[]) => binaries.find(isThere);
const clientBinary = first("coap-client-notls", "coap-client-openssl", "coap-client-gnutls", "coap-client");
const serverBinary = first("coap-server-notls", "coap-server-openssl", "coap-server-gnutls", "coap-server");
const big = Buffer.from(Array.from({ length: 5000 }, (_, i) => 33 + (i % 90)));

describe.skipIf(clientBinary === undefined)(
  clientBinary === undefined ? "skipped: needs coap-client" : "libcoap's client against our server",
  () => {
    const stored = new Map<string, Uint8Array>();
    const sinks = new Map<ObservationSink, string>();
    let server: CoapServer;
    let base: string;
    let folder: string;
    let count = 0;
    let ticking: NodeJS.Timeout;

    const state = (path: string) =>
      path === "/bigcounter" ? String(count % 10).repeat(3000) : path === "/big" ? big : String(count);

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "coap-interop-"));
      server = coapServer({
        port: 0,
        address: "127.0.0.1",
        handler({ method, path, payload, observe }) {
          if (method === Code.PUT) {
            stored.set(path, payload);
            return { code: Code.Changed };
          }
          if (path === "/slow")
            return new Promise((resolve) => setTimeout(resolve, 600, { code: Code.Content, payload: "slow" }));
          if (path === "/counter" || path === "/bigcounter") {
            const sink = observe?.accept();
            if (sink !== undefined) {
              sinks.set(sink, path);
              sink.onEnd(() => sinks.delete(sink));
            }
            return { code: Code.Content, payload: state(path) };
          }
          if (path === "/big") return { code: Code.Content, payload: big };
          const kept = stored.get(path);
          return kept === undefined ? { code: Code.NotFound } : { code: Code.Content, payload: kept };
        },
      });
      base = `coap://127.0.0.1:${(await server.listen()).port}`;
      ticking = setInterval(() => {
        count++;
        for (const [sink, path] of sinks) sink.notify({ code: Code.Content, payload: state(path) });
      }, 200);
    });

    afterAll(async () => {
      clearInterval(ticking);
      await server.close();
      await rm(folder, { recursive: true });
    });

    /** Runs coap-client; gives the payload that it wrote, and what it printed. */
    async function run(...args: string[]): Promise<{ payload: Buffer; printed: string }> {
      const out = join(folder, "out");
      await writeFile(out, "");
      const printed = await new Promise<string>((resolve, reject) =>
        execFile(clientBinary!, ["-B", "5", "-o", out, ...args], { timeout: 8000 }, (error, stdout, stderr) =>
          error ? reject(error) : resolve(stdout + stderr),
        ),
      );
      return { payload: await readFile(out), printed };
    }

    it("gets 4.04", async () => {
      expect((await run(`${base}/missing`)).printed).toContain("4.04");
    });

    it.each([16, 32, 64, 128, 256, 512, 1024])("gets and puts in blocks of %i bytes", async (size) => {
      const get = await run("-b", String(size), `${base}/big`);
      expect(get.payload.subarray(0, big.length).equals(big)).toBe(true);
      const file = join(folder, "in");
      await writeFile(file, big);
      await run("-m", "put", "-b", String(size), "-f", file, `${base}/put${size}`);
      expect(Buffer.from(stored.get(`/put${size}`)!).equals(big)).toBe(true);
    });

    it("gets a large body by Non-confirmable messages", async () => {
      expect((await run("-N", `${base}/big`)).payload.subarray(0, big.length).equals(big)).toBe(true);
    });

    it("waits for a separate response", async () => {
      expect((await run(`${base}/slow`)).payload.toString().trim()).toBe("slow");
    });

    it("observes, also what takes several blocks, and is forgotten afterwards", async () => {
      const small = (await run("-s", "1", `${base}/counter`)).payload.toString();
      expect(small.length).toBeGreaterThanOrEqual(4);
      const large = (await run("-s", "1", `${base}/bigcounter`)).payload.toString().trim();
      expect(large.length).toBeGreaterThanOrEqual(9000);
      expect(large.length % 3000).toBe(0);
      expect(server.observerCount).toBe(0);
    });

    it("gets the answer of what cannot be observed", async () => {
      expect((await run("-s", "1", `${base}/big`)).payload.subarray(0, big.length).equals(big)).toBe(true);
    });
  },
);

describe.skipIf(serverBinary === undefined)(
  serverBinary === undefined ? "skipped: needs coap-server" : "Our client against libcoap's server",
  () => {
    let child: ChildProcess;
    let client: CoapClient;
    let port: number;

    beforeAll(async () => {
      port = await freePort();
      child = spawn(serverBinary!, ["-A", "127.0.0.1", "-p", String(port), "-d", "10"], { stdio: "ignore" });
      client = coapClient();
      await client.request({ host: "127.0.0.1", port, timeoutMs: 5000 });
    });

    afterAll(async () => {
      await client.close();
      child.kill();
    });

    it("gets, and reads the link format", async () => {
      const response = await client.request({ host: "127.0.0.1", port, path: "/.well-known/core" });
      expect(response.code).toBe(Code.Content);
      expect(response.contentFormat).toBe(40);
      expect(Buffer.from(response.payload).toString()).toContain("</time>");
    });

    it("waits for a separate response", async () => {
      const response = await client.request({ host: "127.0.0.1", port, path: "/async", query: ["1"], timeoutMs: 6000 });
      expect(response.code).toBe(Code.Content);
    });

    it.each([16, 64, 256, 1024])("puts and gets a large body in blocks of %i bytes", async (maxBlockBytes) => {
      await using own = coapClient({ maxBlockBytes });
      const target = { host: "127.0.0.1", port, path: `/body${maxBlockBytes}` };
      const put = await own.request({ ...target, method: Code.PUT, payload: big, contentFormat: 0 });
      expect([Code.Created, Code.Changed]).toContain(put.code);
      const got = await own.request(target);
      expect(Buffer.from(got.payload).equals(big)).toBe(true);
    });

    it("gets by Non-confirmable messages", async () => {
      const response = await client.request({
        host: "127.0.0.1",
        port,
        path: "/time",
        confirmable: false,
        timeoutMs: 3000,
      });
      expect(response.code).toBe(Code.Content);
    });

    it("observes the time and stops", async () => {
      const observation = await client.observe({ host: "127.0.0.1", port, path: "/time" });
      expect(observation.established).toBe(true);
      const seen = new Set<string>();
      for await (const { payload } of observation) {
        seen.add(Buffer.from(payload).toString());
        if (seen.size === 3) break;
      }
      expect(observation.ended).toBe(true);
    });

    it("gets the one answer of what cannot be observed", async () => {
      const observation = await client.observe({ host: "127.0.0.1", port, path: "/" });
      expect(observation.established).toBe(false);
    });
  },
);

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}
