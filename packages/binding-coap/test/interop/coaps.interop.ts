import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { promisify } from "node:util";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import type { PreparedForm, ServerBinding } from "@thingwright/contracts";
import { compileUriTemplate, effectiveForms, type ThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
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

const freePort = () =>
  new Promise<number>((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
