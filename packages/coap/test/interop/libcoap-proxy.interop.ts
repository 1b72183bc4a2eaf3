import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CoapClient,
  type CoapServer,
  Code,
  coapClient,
  coapServer,
  coreResponse,
  forwardProxy,
  udpGroup,
} from "../../src/index.js";

const isThere = (binary: string) => spawnSync(binary, ["-V"]).error === undefined;
const first = (...binaries: string[]) => binaries.find(isThere);
const clientBinary = first("coap-client-notls", "coap-client-openssl", "coap-client-gnutls", "coap-client");
const serverBinary = first("coap-server-notls", "coap-server-openssl", "coap-server-gnutls", "coap-server");
const big = "0123456789".repeat(300);
const run = async (...args: string[]) =>
  (await promisify(execFile)(clientBinary!, ["-B", "5", ...args], { timeout: 8_000 })).stdout.trim();

describe.skipIf(clientBinary === undefined || serverBinary === undefined)(
  clientBinary === undefined || serverBinary === undefined
    ? "skipped: needs coap-client and coap-server"
    : "Proxies and groups of libcoap and ours",
  () => {
    let origin: CoapServer;
    let proxy: CoapServer;
    let behind: CoapClient;
    let foreign: ChildProcess;
    let originUrl: string;
    let proxyUrl: string;
    let foreignPort: number;
    const group = udpGroup({ port: 0, interfaces: ["127.0.0.1"] });
    let groupPort: number;

    beforeAll(async () => {
      groupPort = (await group.open({ onDatagram: () => undefined, onError: () => undefined })).port;
      await group.close();
      const stored = new Map<string, Uint8Array>();
      origin = coapServer({
        ...{ port: 0, address: "127.0.0.1", leisureMs: 100 },
        groups: [udpGroup({ port: groupPort, interfaces: ["127.0.0.1"] })],
        handler(request) {
          const { method, path, payload } = request;
          if (path === "/.well-known/core")
            return coreResponse([{ target: "/big", attributes: new Map([["rt", "big"]]) }], request);
          if (method === Code.PUT) {
            stored.set(path, payload);
            return { code: Code.Changed };
          }
          if (path === "/big") return { code: Code.Content, payload: big };
          const kept = stored.get(path);
          return kept === undefined ? { code: Code.NotFound } : { code: Code.Content, payload: kept };
        },
      });
      originUrl = `coap://127.0.0.1:${(await origin.listen()).port}`;
      behind = coapClient({ address: "127.0.0.1" });
      const handler = () => ({ code: Code.NotFound });
      const forwarding = forwardProxy({ client: behind, allow: ({ host }) => host === "127.0.0.1" });
      proxy = coapServer({ port: 0, address: "127.0.0.1", handler, proxy: forwarding });
      proxyUrl = `coap://127.0.0.1:${(await proxy.listen()).port}`;
      foreignPort = await freePort();
      // Without an address before the comma it connects to each origin itself.
      const args = ["-A", "127.0.0.1", "-p", String(foreignPort), "-P", ",foreign.example"];
      foreign = spawn(serverBinary!, args, { stdio: "ignore" });
      await behind.request({ host: "127.0.0.1", port: foreignPort, timeoutMs: 5_000 });
    });

    afterAll(async () => {
      foreign.kill();
      await Promise.all([behind.close(), proxy.close(), origin.close()]);
    });

    it("coap-client gets and puts through our proxy", async () => {
      expect(await run("-P", proxyUrl, `${originUrl}/big`)).toBe(big);
      await run("-P", proxyUrl, "-m", "put", "-e", "hello", `${originUrl}/small`);
      expect(await run("-P", proxyUrl, `${originUrl}/small`)).toBe("hello");
    });

    it("our client gets through libcoap's proxy", async () => {
      await using client = coapClient({ address: "127.0.0.1", proxy: `coap://127.0.0.1:${foreignPort}` });
      const put = await client.request({ url: `${originUrl}/way`, method: Code.PUT, payload: "round" });
      expect(put.code).toBe(Code.Changed);
      const got = await client.request({ url: `${originUrl}/way` });
      expect(Buffer.from(got.payload).toString()).toBe("round");
    });

    it("coap-client finds our server by its group", async () => {
      const links = await run(
        "-N",
        "-B",
        "2",
        "-a",
        "127.0.0.1",
        `coap://224.0.1.187:${groupPort}/.well-known/core?rt=big`,
      );
      expect(links).toContain('</big>;rt="big"');
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
