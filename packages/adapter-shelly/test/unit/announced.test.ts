import { httpClient } from "@thingwright/binding-http";
import { silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import type { FoundService } from "@thingwright/discovery";
import { describe, expect, it } from "vitest";
import type { Services } from "../../src/announced.js";
import { findShelly } from "../../src/find.js";
import { announcedAddresses, announcedDevices } from "../../src/index.js";
import { relay } from "../support/devices.js";
import { FakeShelly } from "../support/fake-shelly.js";

const service = (name: string, host: string, text: Readonly<Record<string, string>>, port = 80): FoundService => ({
  name,
  host,
  port,
  text: new Map(Object.entries(text)),
});

const byType: Readonly<Record<string, readonly FoundService[]>> = {
  "_shelly._tcp": [service("shellyplus1-a8032abe54dc", "192.0.2.7", { gen: "2", app: "Plus1" })],
  "_http._tcp": [
    service("shellyplus1-a8032abe54dc", "192.0.2.7", { gen: "2" }),
    service("ShellyPro4PM-f008d1d8b8b8", "192.0.2.8", { gen: "2" }, 8080),
    service("shelly1-B929CC", "192.0.2.9", { id: "shelly1-B929CC" }),
    service("Printer", "192.0.2.10", { gen: "3" }),
  ],
};

const services: Services = async function* (type) {
  yield* byType[type] ?? [];
};

describe("Shelly devices that announce themselves", () => {
  it("are told once each, those of the second generation and later", async () => {
    const found = [];
    const options = { signal: new AbortController().signal, clock: systemClock, logger: silent };
    for await (const device of announcedDevices(options, services)) found.push(device);
    expect(found.sort((one, other) => one.address.localeCompare(other.address))).toEqual([
      { address: "192.0.2.7", name: "shellyplus1-a8032abe54dc" },
      { address: "192.0.2.8:8080", name: "ShellyPro4PM-f008d1d8b8b8" },
    ]);
  });

  it("are looked for until nobody wants to know any more", async () => {
    const signals: AbortSignal[] = [];
    const waiting: Services = async function* (type, { signal }) {
      signals.push(signal);
      yield* byType[type] ?? [];
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    };
    for await (const address of announcedAddresses({ clock: systemClock, logger: silent }, waiting)) {
      expect(address).toBe("192.0.2.7");
      break;
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});

describe("the search for Shelly devices", () => {
  it("asks hosts that are named who they are", async () => {
    await using device = await FakeShelly.start(relay);
    await using servient = new Servient({ clients: [httpClient()] });
    await servient.start();
    const options = { servient, signal: new AbortController().signal, clock: systemClock, logger: silent };
    const found = [];
    for await (const each of findShelly({ ...options, hosts: [device.address, "127.0.0.1:9", "no host"] }, services))
      found.push(each);
    const titles = found.map(({ title }) => title).sort();
    expect(titles).toHaveLength(3);
    expect(found.map(({ entry }) => entry.addresses[0])).toContain(device.address);
    expect(titles).toContain('Shelly "shellyplus1-a8032abe54dc" at 192.0.2.7');
  });
});
