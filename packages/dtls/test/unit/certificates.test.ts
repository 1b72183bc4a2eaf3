import { Authority, passphrase } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import type { DtlsClientOptions, DtlsServerOptions } from "../../src/index.js";
import { Lab, SERVER, type SideOptions } from "../lab/lab.js";

const authority = new Authority("building authority");
const stranger = new Authority("another authority");
const lamp = authority.issue({ commonName: "lamp", names: [["dns", "lamp.example"]] });
const panel = authority.issue({ commonName: "panel-3" });
const serverName = "lamp.example";
const trust = { ca: authority.cert };

/** What becomes of one datagram. */
async function tryOut(client: DtlsClientOptions, server: DtlsServerOptions, options: SideOptions = {}) {
  const lab = new Lab();
  const serving = await lab.server({ ...options, server });
  const asking = await lab.client({ ...options, client });
  asking.say("on");
  await lab.clock.advance(100);
  const [got] = serving.received;
  const seenByServer = got && serving.transport.peer(got.address, got.port);
  return { serving, asking, seenByServer, seenByClient: asking.transport.peer(SERVER.address, SERVER.port) };
}

describe("a session by certificates", () => {
  it.each([
    "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  ])("speaks %s", async (cipherSuite) => {
    const { serving, seenByClient } = await tryOut(
      { trust, serverName },
      { identity: lamp },
      { cipherSuites: [cipherSuite] },
    );
    expect(serving.texts).toEqual(["on"]);
    expect(seenByClient).toMatchObject({ by: "certificate", identity: "lamp", cipherSuite });
  });

  it("tells the server who the client is", async () => {
    const { seenByServer } = await tryOut(
      { trust, serverName, identity: panel },
      { identity: lamp, clientCa: authority.cert },
    );
    expect(seenByServer).toMatchObject({ by: "certificate", identity: "panel-3" });
  });

  it("takes an encrypted key", async () => {
    const identity = { cert: lamp.cert, key: lamp.encryptedKey, passphrase };
    const { serving } = await tryOut({ trust, serverName }, { identity });
    expect(serving.texts).toEqual(["on"]);
  });

  it("lets a client without a certificate in as nobody where that is said", async () => {
    const { seenByServer } = await tryOut(
      { trust, serverName },
      { identity: lamp, clientCa: authority.cert, clientCertificate: "optional" },
    );
    expect(seenByServer?.by).toBe("none");
    expect(seenByServer).not.toHaveProperty("identity");
  });

  it("takes anything where that is said by name, and then knows nobody", async () => {
    const { serving, seenByClient } = await tryOut({ trust: { allowUntrusted: true } }, { identity: lamp });
    expect(serving.texts).toEqual(["on"]);
    expect(seenByClient).not.toHaveProperty("identity");
  });

  it("chooses the pre-shared key for a client that has no trust in certificates", async () => {
    const psk = { identity: "lamp-7", key: Buffer.from("a shared secret!") };
    const { seenByServer } = await tryOut({ psk }, { identity: lamp, psk: () => psk.key });
    expect(seenByServer).toMatchObject({ by: "psk", identity: "lamp-7" });
  });
});

const day = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * day);

describe("a client", () => {
  it.each([
    ["of an authority it does not trust", stranger.issue({ names: [["dns", serverName]] }), "unknown_ca"],
    ["of another name", authority.issue({ names: [["dns", "oven.example"]] }), "bad_certificate"],
    ["with the name in the subject alone", authority.issue({ commonName: serverName, names: [] }), "bad_certificate"],
    [
      "that has expired",
      authority.issue({ names: [["dns", serverName]], notBefore: at(-9), notAfter: at(-1) }),
      "certificate_expired",
    ],
    [
      "that is not valid yet",
      authority.issue({ names: [["dns", serverName]], notBefore: at(1), notAfter: at(9) }),
      "certificate_expired",
    ],
  ])("refuses a certificate %s", async (_title, identity, alert) => {
    const { serving, asking } = await tryOut({ trust, serverName }, { identity });
    expect(asking.failures).toEqual([expect.objectContaining({ code: "WOT_PROTOCOL", alert })]);
    expect(serving.errors).toEqual([expect.objectContaining({ message: expect.stringContaining(alert) })]);
    expect(serving.transport.sessionCount).toBe(0);
  });

  it("checks a server that goes by an IP address", async () => {
    const identity = authority.issue({ names: [["ip", SERVER.address]] });
    const right = await tryOut({ trust, serverName: SERVER.address }, { identity });
    expect(right.serving.texts).toEqual(["on"]);
    const wrong = await tryOut({ trust, serverName: "10.0.0.1" }, { identity });
    expect(wrong.serving.texts).toEqual([]);
  });
});

describe("a server", () => {
  it.each([
    ["without a certificate", undefined, "handshake_failure"],
    ["with a certificate of another authority", stranger.issue({ commonName: "panel-3" }), "unknown_ca"],
    [
      "with a certificate that expired",
      authority.issue({ notBefore: at(-9), notAfter: at(-1) }),
      "certificate_expired",
    ],
  ])("refuses a client %s", async (_title, identity, alert) => {
    const { serving, asking } = await tryOut(
      { trust, serverName, ...(identity && { identity }) },
      { identity: lamp, clientCa: authority.cert },
    );
    expect(serving.texts).toEqual([]);
    expect(serving.errors).toEqual([expect.objectContaining({ alert })]);
    expect(asking.failures.length).toBe(1);
  });

  it("is not made with a key that is not that of its certificate, or none that is read", () => {
    const lab = new Lab();
    const made = (key: string) => lab.server({ server: { identity: { cert: lamp.cert, key } } });
    expect(() => made(panel.key)).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
    expect(() => made("no key")).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
