import { createPublicKey } from "node:crypto";
import { Authority } from "@thingwright/contract-tests";
import { UsageError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import type { DtlsClientOptions, DtlsServerOptions } from "../../src/index.js";
import { Lab, SERVER } from "../lab/lab.js";

const authority = new Authority("building authority");
const lamp = authority.issue({ names: [["dns", "lamp.example"]] });
const panel = authority.issue({ commonName: "panel-3" });
const publicKeyOf = (key: string) => createPublicKey(key).export({ type: "spki", format: "pem" }) as string;
const trust = { publicKeys: { "lamp-7": publicKeyOf(lamp.key) } };

async function tryOut(client: DtlsClientOptions, server: DtlsServerOptions) {
  const lab = new Lab();
  const [serving, asking] = [await lab.server({ server }), await lab.client({ client })];
  asking.say("on");
  await lab.clock.advance(100);
  const [got] = serving.received;
  const seenByServer = got && serving.transport.peer(got.address, got.port);
  return { serving, asking, seenByServer, seenByClient: asking.transport.peer(SERVER.address, SERVER.port) };
}

describe("raw public keys", () => {
  it("prove a server that is known by its key", async () => {
    const { serving, seenByClient } = await tryOut({ trust }, { identity: { key: lamp.key } });
    expect(serving.texts).toEqual(["on"]);
    expect(seenByClient).toMatchObject({ by: "publicKey", identity: "lamp-7" });
    expect(seenByClient).not.toHaveProperty("publicKey");
  });

  it("prove both sides", async () => {
    const clientKeys = { "panel-3": publicKeyOf(panel.key) };
    const client = { trust, identity: { key: panel.key } };
    const { seenByServer } = await tryOut(client, { identity: { key: lamp.key }, clientKeys });
    expect(seenByServer).toMatchObject({ by: "publicKey", identity: "panel-3" });
  });

  it("serve beside certificates: a key for the one side, a certificate for the other", async () => {
    const { seenByServer, seenByClient } = await tryOut(
      { trust, identity: panel },
      { identity: { key: lamp.key }, clientCa: authority.cert },
    );
    expect(seenByServer).toMatchObject({ by: "certificate", identity: "panel-3" });
    expect(seenByClient).toMatchObject({ by: "publicKey" });
  });

  it.each<[string, DtlsClientOptions, DtlsServerOptions]>([
    [
      "another key of the server",
      { trust: { publicKeys: { other: publicKeyOf(panel.key) } } },
      { identity: { key: lamp.key } },
    ],
    ["a server with a certificate", { trust }, { identity: lamp }],
    [
      "a client that wants a certificate",
      { trust: { ca: authority.cert }, serverName: "lamp.example" },
      { identity: { key: lamp.key } },
    ],
    [
      "a client whose key is not known",
      { trust, identity: { key: lamp.key } },
      { identity: { key: lamp.key }, clientKeys: { panel: publicKeyOf(panel.key) } },
    ],
    [
      "a client without a key",
      { trust },
      { identity: { key: lamp.key }, clientKeys: { panel: publicKeyOf(panel.key) } },
    ],
  ])("refuse %s", async (_title, client, server) => {
    const { serving, asking } = await tryOut(client, server);
    expect(serving.texts).toEqual([]);
    expect(asking.failures.length).toBe(1);
    expect(serving.transport.sessionCount + asking.transport.sessionCount).toBe(0);
  });

  it("are refused as an option when they are no keys on P-256", () => {
    const lab = new Lab();
    expect(() => lab.client({ client: { trust: { publicKeys: { lamp: "no key" } } } })).toThrow(UsageError);
  });
});
