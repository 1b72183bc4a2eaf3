import { X509Certificate } from "node:crypto";
import { Authority, FakeClock } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { requireTrusted, type ServerTrust } from "../../../src/stack/server-certificate.js";

const authority = new Authority("Plant");
const { cert } = authority.issue();
const certificate = new X509Certificate(cert);
const today = new FakeClock(Date.now());

const judged =
  (trust: ServerTrust, { host = "127.0.0.1", clock = today, der = certificate.raw as Uint8Array } = {}) =>
  () =>
    requireTrusted(der, host, trust, clock);

describe("the certificate of a server", () => {
  it("is trusted by its fingerprint, however that is written", () => {
    expect(judged({ fingerprints: [certificate.fingerprint256] })).not.toThrow();
    expect(judged({ fingerprints: [certificate.fingerprint256.replaceAll(":", "").toLowerCase()] })).not.toThrow();
  });

  it("is trusted as itself, for whatever host", () => {
    expect(judged({ certificates: [cert] }, { host: "plc.example" })).not.toThrow();
  });

  it("is trusted by an authority, for the host that it names", () => {
    expect(judged({ certificates: [authority.cert] })).not.toThrow();
    expect(judged({ certificates: [authority.cert] }, { host: "plc.example" })).toThrow(/is not for plc.example/);
    expect(judged({ certificates: [new Authority("Plant").cert] })).toThrow(/is not trusted/);
  });

  it("is not trusted otherwise, and its fingerprint is told", () => {
    const fingerprint = certificate.fingerprint256.replaceAll(":", "").toLowerCase();
    expect(judged({})).toThrow(`is not trusted; its SHA-256 fingerprint is ${fingerprint}`);
    const other = authority.issue();
    expect(judged({ certificates: [other.cert], fingerprints: ["00"] })).toThrow(/is not trusted/);
  });

  it("is no authority for others", () => {
    const { cert: leaf } = authority.issue({ commonName: "loopback" });
    expect(judged({ certificates: [leaf] })).toThrow(/is not trusted/);
  });

  it("has its time", () => {
    const later = new FakeClock(Date.now() + 3 * 86_400_000);
    expect(judged({ fingerprints: [certificate.fingerprint256] }, { clock: later })).toThrow(/is not valid today/);
  });

  it("is not looked at where that is asked for by name", () => {
    expect(judged({ allowUntrusted: true }, { der: new Uint8Array(0) })).not.toThrow();
    expect(judged({}, { der: new Uint8Array(0) })).toThrow(/cannot be read/);
    expect(judged({ certificates: ["nonsense"] })).toThrow(/no PEM certificate/);
  });
});
