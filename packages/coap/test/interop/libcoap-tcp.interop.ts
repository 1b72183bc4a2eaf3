import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority } from "@thingwright/contract-tests";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CoapServer,
  Code,
  coapClient,
  coapServer,
  type ObservationSink,
  type TcpClientTls,
  tcpClient,
  tcpServer,
} from "../../src/index.js";
import { freeTcpPort } from "./free-tcp-port.js";

const isThere = (binary: string) => spawnSync(binary, ["-V"]).error === undefined;
const title = (binary: string, name: string) => (isThere(binary) ? name : `skipped: needs ${binary} (${name})`);
const big = Buffer.from(Array.from({ length: 200_000 }, (_, i) => 33 + (i % 90)));
const key = Buffer.from("a shared secret!");
const authority = new Authority("interop authority");
const lamp = authority.issue({
  commonName: "lamp",
  names: [
    ["dns", "localhost"],
    ["ip", "127.0.0.1"],
  ],
});
const panel = authority.issue({ commonName: "panel-3" });

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coap-tcp-interop-"));
  await writeFile(file("ca.pem"), authority.cert);
  await writeFile(file("lamp.pem"), lamp.cert);
  await writeFile(file("lamp.key"), lamp.key);
  await writeFile(file("panel.pem"), panel.cert);
  await writeFile(file("panel.key"), panel.key);
  await writeFile(file("big"), big);
});
afterAll(() => rm(folder, { recursive: true }));

for (const library of ["openssl", "gnutls"]) {
  const client = `coap-client-${library}`;

  describe.skipIf(!isThere(client))(title(client, `${client} over TCP against our server`), () => {
    const servers: CoapServer[] = [];
    const sinks = new Set<ObservationSink>();
    const bodies = new Map<string, Uint8Array>();
    let ticking: NodeJS.Timeout;
    let count = 0;
    let plain: string;
    let byKey: string;
    let byCertificate: string;

    beforeAll(async () => {
      const serve = async (options: Parameters<typeof tcpServer>[0]) => {
        const server = coapServer({
          transport: tcpServer({ address: "127.0.0.1", port: 0, ...options }),
          handler({ method, path, payload, observe, transportIdentity }) {
            if (method === Code.PUT) {
              bodies.set(path, payload);
              return { code: Code.Changed };
            }
            if (path === "/big") return { code: Code.Content, payload: big };
            if (path === "/who") return { code: Code.Content, payload: transportIdentity ?? "nobody" };
            if (path !== "/counter") return { code: Code.NotFound };
            const sink = observe?.accept();
            if (sink !== undefined) {
              sinks.add(sink);
              sink.onEnd(() => sinks.delete(sink));
            }
            return { code: Code.Content, payload: `<${count}>` };
          },
        });
        servers.push(server);
        return `127.0.0.1:${(await server.listen()).port}`;
      };
      plain = `coap+tcp://${await serve({})}`;
      byKey = `coaps+tcp://${await serve({ tls: { psk: (name) => (name === "panel-3" ? key : undefined) } })}`;
      byCertificate = `coaps+tcp://${await serve({ tls: { identity: lamp, clientCa: authority.cert } })}`;
      ticking = setInterval(() => {
        count++;
        for (const sink of sinks) sink.notify({ code: Code.Content, payload: `<${count}>` });
      }, 100);
    });
    afterAll(async () => {
      clearInterval(ticking);
      for (const server of servers) await server.close();
    });

    async function run(...args: string[]): Promise<{ payload: Buffer; printed: string }> {
      await writeFile(file("out"), "");
      const printed = await new Promise<string>((resolve, reject) =>
        execFile(client, ["-B", "5", "-o", file("out"), ...args], { timeout: 8000 }, (error, stdout, stderr) =>
          error ? reject(error) : resolve(stdout + stderr),
        ),
      );
      return { payload: await readFile(file("out")), printed };
    }

    it("gets 4.04", async () => {
      expect((await run(`${plain}/missing`)).printed).toContain("4.04");
    });

    it("gets and puts 200,000 bytes", async () => {
      expect((await run(`${plain}/big`)).payload.equals(big)).toBe(true);
      await run("-m", "put", "-f", file("big"), `${plain}/body`);
      expect(Buffer.from(bodies.get("/body")!).equals(big)).toBe(true);
    });

    it("gets in blocks of 1024 bytes, as it asks for", async () => {
      expect((await run("-b", "1024", `${plain}/big`)).payload.equals(big)).toBe(true);
    });

    it("observes, and stops", async () => {
      const { payload } = await run("-s", "1", `${plain}/counter`);
      const states = [...payload.toString().matchAll(/<(\d+)>/g)].map(([, state]) => Number(state));
      expect(states.length).toBeGreaterThan(4);
      expect(states).toEqual(states.toSorted((a, b) => a - b));
    });

    it("is known by its key, and refused with another", async () => {
      const who = `${byKey}/who`;
      expect((await run("-u", "panel-3", "-k", key.toString(), who)).payload.toString()).toBe("panel-3");
      expect((await run("-u", "panel-3", "-k", "wrong", who)).payload.toString()).toBe("");
    });

    it("is known by its certificate", async () => {
      const certificates = ["-c", file("panel.pem"), "-j", file("panel.key"), "-C", file("ca.pem")];
      expect((await run(...certificates, `${byCertificate}/who`)).payload.toString()).toBe("panel-3");
    });
  });

  const binary = `coap-server-${library}`;

  describe.skipIf(!isThere(binary))(title(binary, `our client over TCP against ${binary}`), () => {
    const children: ChildProcess[] = [];
    const start = async (...args: string[]): Promise<number> => {
      const port = await freeTcpPort();
      children.push(spawn(binary, ["-A", "127.0.0.1", "-p", `${port}`, "-d", "10", ...args], { stdio: "ignore" }));
      return port;
    };
    /** Asks until the server listens. */
    async function connected(url: string, tls?: TcpClientTls) {
      const client = coapClient({ transport: tcpClient(tls === undefined ? {} : { tls }) });
      for (let tries = 0; ; tries++) {
        try {
          await client.request({ url, timeoutMs: 2000 });
          return client;
        } catch (error) {
          if (tries === 100) throw error;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    }
    afterAll(() => {
      for (const child of children) child.kill();
    });

    it("gets, puts 5000 bytes and gets them back, and observes", async () => {
      const url = `coap+tcp://127.0.0.1:${await start()}`;
      await using client = await connected(url);
      const core = await client.request({ url: `${url}/.well-known/core` });
      expect(core.contentFormat).toBe(40);
      const body = big.subarray(0, 5000);
      const put = await client.request({ url: `${url}/body`, method: Code.PUT, payload: body, contentFormat: 0 });
      expect([Code.Created, Code.Changed]).toContain(put.code);
      expect(Buffer.from((await client.request({ url: `${url}/body` })).payload).equals(body)).toBe(true);
      const observation = await client.observe({ url: `${url}/time` });
      expect(observation.established).toBe(true);
      const seen = new Set<string>();
      for await (const { payload } of observation) {
        seen.add(Buffer.from(payload).toString());
        if (seen.size === 3) break;
      }
      expect(observation.ended).toBe(true);
    });

    it("waits for an answer that takes a second", async () => {
      const url = `coap+tcp://127.0.0.1:${await start()}`;
      await using client = await connected(url);
      expect((await client.request({ url: `${url}/async?1`, timeoutMs: 6000 })).code).toBe(Code.Content);
    });

    it("speaks TLS with a key", async () => {
      const port = await start("-k", key.toString());
      const url = `coaps+tcp://127.0.0.1:${port + 1}`;
      await using client = await connected(url, { psk: { identity: "panel-3", key }, alpn: "optional" });
      expect((await client.request({ url: `${url}/time` })).code).toBe(Code.Content);
    });

    it("speaks TLS with certificates", async () => {
      const port = await start("-c", file("lamp.pem"), "-j", file("lamp.key"), "-C", file("ca.pem"));
      const url = `coaps+tcp://127.0.0.1:${port + 1}`;
      await using client = await connected(url, { ca: authority.cert, identity: panel, alpn: "optional" });
      expect((await client.request({ url: `${url}/time` })).code).toBe(Code.Content);
    });
  });
}
