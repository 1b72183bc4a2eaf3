import { httpClient } from "@thingwright/binding-http";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import type { FoundService } from "@thingwright/discovery";
import { describe, expect, it } from "vitest";
import { findBridges } from "../../src/find.js";
import { FakeBridgeV1 } from "../support/fake-bridge-v1.js";

const service = (text: Readonly<Record<string, string>>, host = "192.0.2.7"): FoundService => ({
  name: "Hue Bridge - 0A1B2C",
  host,
  port: 443,
  text: new Map(Object.entries(text)),
});

async function found(services: readonly FoundService[], hosts: readonly string[] = []) {
  await using servient = new Servient({ clients: [httpClient()] });
  await servient.start();
  const all = [];
  const options = { servient, signal: new AbortController().signal, clock: systemClock, logger: silent, hosts };
  async function* told() {
    yield* services;
  }
  for await (const each of findBridges(options, told)) all.push(each);
  return all;
}

describe("Hue bridges", () => {
  it("are found where they have announced themselves, those of the first generation without encryption", async () => {
    const [second, first] = [
      service({ bridgeid: "001788FFFE0A1B2C", modelid: "BSB002" }),
      service({ bridgeid: "001788fffe000001", modelid: "BSB001" }, "192.0.2.8"),
    ];
    expect(await found([second, first, second, service({ modelid: "BSB002" }), service({ bridgeid: "../x" })])).toEqual(
      [
        {
          entry: { url: "https://192.0.2.7", id: "urn:hue:bridge:001788fffe0a1b2c" },
          title: "Hue Bridge - 0A1B2C at https://192.0.2.7",
        },
        {
          entry: { url: "http://192.0.2.8", id: "urn:hue:bridge:001788fffe000001", allowInsecure: true },
          title: "Hue Bridge - 0A1B2C at http://192.0.2.8, without encryption",
        },
      ],
    );
  });

  it("are found at hosts that say that they are one, without a key", async () => {
    await using bridge = await FakeBridgeV1.start();
    expect(await found([], [bridge.host, "127.0.0.1:9", "no host"])).toEqual([
      {
        entry: { url: bridge.url, id: "urn:hue:bridge:001788fffe0a1b2c", allowInsecure: true },
        title: `Philips hue at ${bridge.url}, without encryption`,
      },
    ]);
  });
});
