import { describe, expect, it } from "vitest";
import { openBestSession, VersionMemory } from "../../../src/connection/open-best-session.js";
import { parseBrokerUrl } from "../../../src/form/broker-address.js";
import { embeddedBroker } from "../../../src/index.js";

const listener = { message: () => {}, oversize: () => {}, closed: () => {} };
const optionsFor = (url: string) => ({
  address: parseBrokerUrl(url)!,
  clientId: "test",
  keepAliveSeconds: 30,
  connectTimeoutMs: 2000,
  maxBodyBytes: 1000,
  maxWebSocketMessageBytes: 1_000_000,
});

describe("The best session with a broker", () => {
  it("falls back to MQTT 3.1.1 where MQTT 5 is refused, and remembers", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    const options = optionsFor(broker.url);
    const versions = new VersionMemory();
    const session = await openBestSession(options, "auto", versions, listener);
    expect([session.version, versions.get(options.address.url)]).toEqual([4, 4]);
    await session.end();
  });

  it("does not fall back when a version is asked for", async () => {
    await using broker = await embeddedBroker({ port: 0 });
    const opening = openBestSession(optionsFor(broker.url), 5, new VersionMemory(), listener);
    await expect(opening).rejects.toMatchObject({ family: "ProtocolError" });
  });

  it("does not try twice where nobody listens", async () => {
    const broker = await embeddedBroker({ port: 0 });
    await broker.close();
    const opening = openBestSession(optionsFor(broker.url), "auto", new VersionMemory(), listener);
    await expect(opening).rejects.toMatchObject({ family: "NetworkError", sent: false });
  });

  it("is remembered for a bounded number of brokers", () => {
    const versions = new VersionMemory();
    for (let i = 0; i <= 1000; i++) versions.set(`mqtt://h${i}`, 4);
    expect([versions.get("mqtt://h0"), versions.get("mqtt://h1000")]).toEqual([undefined, 4]);
  });
});
