import { describe, expect, it } from "vitest";
import { openBestSession, VersionMemory } from "../../../src/connection/open-best-session.js";
import { SessionState } from "../../../src/connection/session-state.js";
import { embeddedBroker } from "../../../src/index.js";
import { connectionOptions } from "../../connection-options.js";

const listener = { opened: () => {}, message: () => {}, oversize: () => {}, closed: () => {} };
const optionsFor = (url: string) => ({ ...connectionOptions(url), state: new SessionState("test") });

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
