import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { createSocket } from "node:dgram";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CoapClient, type CoapServer, Code, coapClient, coapServer, udpTransport } from "@thingwright/coap";
import { Authority } from "@thingwright/contract-tests";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DtlsClientOptions, type DtlsTransport, dtlsTransport } from "../../src/index.js";

const isThere = (binary: string, ...args: string[]) => spawnSync(binary, args).error === undefined;
const key = "a shared secret!";
const identity = "lamp-7";
const authority = new Authority("building authority");
const lamp = authority.issue({ commonName: "lamp", names: [["ip", "127.0.0.1"]] });
const panel = authority.issue({ commonName: "panel-3" });
const big = Buffer.from(Array.from({ length: 5000 }, (_, i) => 33 + (i % 90)));

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dtls-interop-"));
  await writeFile(file("ca.pem"), authority.cert);
  for (const [name, { cert, key }] of Object.entries({ lamp, panel })) {
    await writeFile(file(`${name}.pem`), cert);
    await writeFile(file(`${name}.key`), key);
  }
});
afterAll(() => rm(folder, { recursive: true }));

const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Runs until its output matches, or it ends. */
function run(binary: string, args: readonly string[], until = /$^/, input = ""): Promise<string> {
  const child = spawn(binary, args);
  children.push(child);
  child.stdin.on("error", () => undefined);
  child.stdin.write(input);
  return new Promise((resolve) => {
    let printed = "";
    const take = (chunk: Buffer) => {
      printed += chunk;
      if (until.test(printed)) resolve(printed);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("close", () => resolve(printed));
    setTimeout(() => child.kill(), 9000).unref();
  });
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** Servers say nothing when they are ready: asks until it is answered. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

describe("our server", () => {
  let transport: DtlsTransport;
  let server: CoapServer;
  let port: number;

  beforeEach(async () => {
    transport = dtlsTransport({
      over: udpTransport({ address: "127.0.0.1" }),
      server: {
        psk: (name) => (name === identity ? Buffer.from(key) : undefined),
        identity: lamp,
        clientCa: authority.cert,
      },
    });
    server = coapServer({
      transport,
      handler: ({ path, peer }) => {
        const who = transport.peer(peer.address, peer.port);
        return { code: Code.Content, payload: path === "/big" ? big : `${who?.identity} by ${who?.cipherSuite}` };
      },
    });
    port = (await server.listen()).port;
  });
  afterEach(() => server.close());

  for (const library of ["openssl", "gnutls"]) {
    const binary = `coap-client-${library}`;
    const url = (path: string) => `coaps://127.0.0.1:${port}${path}`;

    describe.skipIf(!isThere(binary, "-h"))(
      isThere(binary, "-h") ? `with libcoap over ${library}` : `skipped: needs ${binary}`,
      () => {
        it("speaks by a pre-shared key", async () => {
          const printed = await run(binary, ["-B", "5", "-u", identity, "-k", key, url("/who")]);
          expect(printed).toMatch(/lamp-7 by TLS_.*PSK_WITH_AES_128/);
        });

        it("serves several blocks", async () => {
          const printed = await run(binary, ["-B", "5", "-u", identity, "-k", key, url("/big")]);
          expect(printed).toContain(big.toString());
        });

        it("refuses another key", async () => {
          const printed = await run(binary, ["-B", "4", "-u", identity, "-k", "another", url("/who")]);
          expect(printed).not.toContain("by TLS");
        });

        it("speaks by certificates", async () => {
          const identityFiles = ["-c", file("panel.pem"), "-j", file("panel.key"), "-C", file("ca.pem")];
          const printed = await run(binary, ["-B", "5", ...identityFiles, url("/who")]);
          expect(printed).toMatch(/panel-3 by TLS_ECDHE_ECDSA_WITH_AES_128/);
        });
      },
    );
  }

  describe.skipIf(!isThere("openssl", "version"))(
    isThere("openssl", "version") ? "with OpenSSL" : "skipped: needs openssl",
    () => {
      const connect = (...args: string[]) =>
        run("openssl", ["s_client", "-dtls1_2", "-connect", `127.0.0.1:${port}`, ...args], /Verify return code/);

      it.each(["PSK-AES128-CCM8", "PSK-AES128-CCM", "PSK-AES128-GCM-SHA256"])("speaks %s", async (cipher) => {
        const psk = ["-psk", Buffer.from(key).toString("hex"), "-psk_identity", identity];
        const printed = await connect(...psk, "-cipher", `${cipher}:@SECLEVEL=0`);
        expect(printed).toContain(`Cipher is ${cipher}`);
        expect(printed).toContain("Extended master secret: yes");
      });

      it.each(["ECDHE-ECDSA-AES128-CCM8", "ECDHE-ECDSA-AES128-CCM", "ECDHE-ECDSA-AES128-GCM-SHA256"])(
        "speaks %s",
        async (cipher) => {
          const files = ["-cert", file("panel.pem"), "-key", file("panel.key"), "-CAfile", file("ca.pem")];
          const printed = await connect(...files, "-cipher", `${cipher}:@SECLEVEL=0`);
          expect(printed).toContain(`Cipher is ${cipher}`);
          expect(printed).toContain("Verify return code: 0");
        },
      );
    },
  );
});

describe("our server with raw public keys", () => {
  const binary = "coap-client-gnutls";

  it.skipIf(!isThere(binary, "-h"))("speaks with libcoap over gnutls", async () => {
    const publicKeys = createPublicKey(panel.key).export({ type: "spki", format: "pem" }) as string;
    await writeFile(file("panel.rpk"), panel.key + publicKeys);
    const server = coapServer({
      transport: dtlsTransport({
        over: udpTransport({ address: "127.0.0.1" }),
        server: { identity: { key: lamp.key }, clientKeys: { "panel-3": publicKeys } },
      }),
      handler: ({ transportIdentity }) => ({ code: Code.Content, payload: `hello ${transportIdentity}` }),
    });
    const { port } = await server.listen();
    const printed = await run(binary, ["-B", "5", "-M", file("panel.rpk"), `coaps://127.0.0.1:${port}/`]);
    await server.close();
    expect(printed).toContain("hello panel-3");
  });
});

describe("our client", () => {
  const opened: CoapClient[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((client) => client.close())));

  const open = (client: DtlsClientOptions, cipherSuites?: string[]) => {
    const transport = dtlsTransport({
      over: udpTransport({ address: "127.0.0.1" }),
      client,
      limits: { handshakeTimeoutMs: 4000, retransmitMs: 100 },
      ...(cipherSuites && { cipherSuites }),
    });
    const coap = coapClient({ transport });
    opened.push(coap);
    return { coap, transport };
  };
  const psk = { identity, key: Buffer.from(key) };

  for (const library of ["openssl", "gnutls"]) {
    const binary = `coap-server-${library}`;

    describe.skipIf(!isThere(binary, "-h"))(
      isThere(binary, "-h") ? `with libcoap over ${library}` : `skipped: needs ${binary}`,
      () => {
        /** libcoap takes the port after its own for coaps. */
        const start = async (...args: string[]) => {
          const port = await freePort();
          void run(binary, ["-A", "127.0.0.1", "-p", String(port - 1), ...args]);
          return port;
        };
        const read = (port: number, client: DtlsClientOptions) =>
          answered(async () => {
            const { coap } = open(client);
            const response = await coap.request({ host: "127.0.0.1", port, path: "/", timeoutMs: 1500 });
            return Buffer.from(response.payload).toString();
          });

        it("speaks by a pre-shared key", async () => {
          const port = await start("-k", key, "-h", "building 7");
          expect(await read(port, { psk })).toContain("libcoap");
        });

        it("speaks by certificates", async () => {
          const port = await start("-c", file("lamp.pem"), "-j", file("lamp.key"), "-C", file("ca.pem"));
          const trusting = { trust: { ca: authority.cert }, serverName: "127.0.0.1", identity: panel };
          expect(await read(port, trusting)).toContain("libcoap");
        });
      },
    );
  }

  describe.skipIf(!isThere("openssl", "version"))(
    isThere("openssl", "version") ? "with OpenSSL" : "skipped: needs openssl",
    () => {
      const heardBy = async (client: DtlsClientOptions, args: string[], cipherSuite: string) => {
        const port = await freePort();
        const heard = run("openssl", ["s_server", "-dtls1_2", "-accept", String(port), "-quiet", ...args], /lights on/);
        await new Promise((resolve) => setTimeout(resolve, 300));
        const { transport } = open(client, [cipherSuite]);
        await transport.open({ onDatagram: () => undefined, onError: () => undefined });
        transport.send(Buffer.from("lights on\n"), "127.0.0.1", port);
        const printed = await heard;
        await transport.close();
        return printed;
      };

      it.each([
        ["PSK-AES128-CCM8", "TLS_PSK_WITH_AES_128_CCM_8"],
        ["PSK-AES128-GCM-SHA256", "TLS_PSK_WITH_AES_128_GCM_SHA256"],
      ])("speaks %s", async (cipher, name) => {
        const args = ["-nocert", "-psk", psk.key.toString("hex"), "-psk_identity", identity];
        expect(await heardBy({ psk }, [...args, "-cipher", `${cipher}:@SECLEVEL=0`], name)).toContain("lights on");
      });

      it("speaks ECDHE-ECDSA-AES128-CCM8", async () => {
        const args = [
          "-cert",
          file("lamp.pem"),
          "-key",
          file("lamp.key"),
          "-cipher",
          "ECDHE-ECDSA-AES128-CCM8:@SECLEVEL=0",
        ];
        const trusting = { trust: { ca: authority.cert }, serverName: "127.0.0.1" };
        expect(await heardBy(trusting, args, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8")).toContain("lights on");
      });
    },
  );
});
