import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { createSocket } from "node:dgram";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Authority, fakeHost, testThing } from "@thingwright/contract-tests";
import type { PreparedForm, ServerBinding } from "@thingwright/contracts";
import { compileUriTemplate, effectiveForms, type ThingDescription } from "@thingwright/td";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { coapClient, coapServer } from "../../src/index.js";

const run = promisify(execFile);
const isThere = (binary: string) => spawnSync(binary, ["-h"]).error === undefined;
const key = "a shared secret!";

for (const library of ["openssl", "gnutls"]) {
  const client = `coap-client-${library}`;

  describe.skipIf(!isThere(client))(
    isThere(client) ? `A Thing over coaps and libcoap's client over ${library}` : `skipped: needs ${client}`,
    () => {
      const thing = testThing({ slug: "lamp" });
      let server: ServerBinding;
      beforeEach(async () => {
        server = coapServer({
          port: 0,
          tls: { psk: (identity) => (identity === "panel-3" ? Buffer.from(key) : undefined) },
        });
        await server.start(fakeHost(thing));
        await server.expose(thing);
      });
      afterEach(() => server.stop());

      const ask = async (path: string, ...args: readonly string[]) =>
        (
          await run(client, ["-B", "5", "-u", "panel-3", "-k", key, ...args, server.addresses()[0]! + path])
        ).stdout.trim();

      it("is read and written by who has the key", async () => {
        expect(await ask("/lamp/properties/count")).toBe("0");
        await ask("/lamp/properties/name", "-m", "put", "-t", "50", "-e", '"a new name"');
        expect(thing.property("name").value).toBe("a new name");
      });
    },
  );

  const binary = `coap-server-${library}`;

  describe.skipIf(!isThere(binary))(
    isThere(binary) ? `A Form with coaps and libcoap's server over ${library}` : `skipped: needs ${binary}`,
    () => {
      let child: ChildProcess;
      afterEach(() => child.kill("SIGKILL"));

      it("is read with the key of the credentials", async () => {
        const port = await freePort();
        child = spawn(binary, ["-A", "127.0.0.1", "-p", String(port - 1), "-k", key], { stdio: "ignore" });
        await using client = coapClient({ tls: { limits: { retransmitMs: 100 } } });
        const thing: ThingDescription = {
          "@context": "https://www.w3.org/2022/wot/td/v1.1",
          title: "libcoap",
          security: "k",
          securityDefinitions: { k: { scheme: "psk" } },
          properties: { root: { forms: [{ href: `coaps://127.0.0.1:${port}/`, contentType: "text/plain" }] } },
        };
        const [form] = effectiveForms(thing, "property", "root");
        const authenticator = {
          carriers: ["psk"] as const,
          authenticate: () => ({ psk: { identity: "panel-3", key: Buffer.from(key) } }),
        };
        const href = compileUriTemplate(form!.href);
        const prepared = client.prepare({ thing, form: form!, operation: "readproperty", href, authenticator });
        const reply = await (prepared as PreparedForm).request({ timeoutMs: 5000 });
        expect(Buffer.from(reply.body as Uint8Array).toString()).toContain("libcoap");
      });
    },
  );
}

/** Of libcoap's two libraries GnuTLS alone has raw public keys. */
const [rawClient, rawServer] = ["coap-client-gnutls", "coap-server-gnutls"];
const authority = new Authority("building authority");
const panel = authority.issue();
const lamp = authority.issue();
const publicKeyOf = ({ key: pem }: { key: string }) =>
  createPublicKey(pem).export({ type: "spki", format: "pem" }) as string;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coaps-interop-"));
  await writeFile(join(folder, "panel.rpk"), panel.key + publicKeyOf(panel));
  await writeFile(join(folder, "lamp.rpk"), lamp.key + publicKeyOf(lamp));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!isThere(rawClient))(
  isThere(rawClient) ? "A Thing over coaps by raw public keys" : `skipped: needs ${rawClient}`,
  () => {
    it("is read by libcoap's client, and told who asks", async () => {
      const thing = testThing({ slug: "lamp" });
      await using server = coapServer({
        port: 0,
        tls: { key: lamp.key, clientKeys: { "panel-3": publicKeyOf(panel) } },
      });
      await server.start(fakeHost(thing));
      await server.expose(thing);
      const count = thing.property("count");
      const read = count.read.bind(count);
      let asking: string | undefined;
      count.read = (request) => {
        asking = request.presented?.transportIdentity;
        return read(request);
      };
      const url = `${server.addresses()[0]!}/lamp/properties/count`;
      const { stdout } = await run(rawClient, ["-B", "5", "-M", join(folder, "panel.rpk"), url]);
      expect(stdout.trim()).toBe("0");
      expect(asking).toBe("panel-3");
    });
  },
);

describe.skipIf(!isThere(rawServer))(
  isThere(rawServer) ? "A Form with coaps and a server of libcoap by raw public keys" : `skipped: needs ${rawServer}`,
  () => {
    let child: ChildProcess | undefined;
    afterEach(() => child?.kill("SIGKILL"));

    it("is read by who knows the server's key", async () => {
      const port = await freePort();
      const args = ["-A", "127.0.0.1", "-p", String(port - 1), "-n", "-M", join(folder, "lamp.rpk")];
      child = spawn(rawServer, args, { stdio: "ignore" });
      const publicKeys = { lamp: publicKeyOf(lamp) };
      await using client = coapClient({ tls: { publicKeys, key: panel.key, limits: { retransmitMs: 100 } } });
      expect(await readRoot(client, port)).toContain("libcoap");
    });
  },
);

/** What stands at the root of a server on this machine. */
async function readRoot(client: ReturnType<typeof coapClient>, port: number): Promise<string> {
  const thing: ThingDescription = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "libcoap",
    security: "n",
    securityDefinitions: { n: { scheme: "nosec" } },
    properties: { root: { forms: [{ href: `coaps://127.0.0.1:${port}/`, contentType: "text/plain" }] } },
  };
  const [form] = effectiveForms(thing, "property", "root");
  const href = compileUriTemplate(form!.href);
  const prepared = client.prepare({ thing, form: form!, operation: "readproperty", href });
  const reply = await (prepared as PreparedForm).request({ timeoutMs: 8000 });
  return Buffer.from(reply.body as Uint8Array).toString();
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
