import { MemoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { FakeClock } from "@thingwright/contract-tests";
import type { Announcer, Offer } from "@thingwright/contracts";
import { describe, expect, it } from "vitest";
import { Servient, type ServientOptions } from "../../../src/index.js";

function announcer(fail = false): Announcer & { readonly told: (readonly Offer[])[]; stops: number } {
  const told: (readonly Offer[])[] = [];
  return {
    name: "scripted",
    told,
    stops: 0,
    async announce(offers) {
      told.push(offers);
      if (fail) throw new TypeError("broken");
    },
    async stop() {
      this.stops += 1;
      if (fail) throw new TypeError("broken");
    },
    [Symbol.asyncDispose]() {
      return this.stop();
    },
  };
}

/** A server that serves descriptions, as the one of HTTP does. */
function describingServer() {
  const server = memoryServer(new MemoryNetwork(), { name: "home" });
  return Object.assign(server, {
    descriptionUrl: ({ slug }: { slug: string }) => `http://h/${slug}`,
    directoryUrl: () => "http://h/.well-known/wot",
  });
}

async function home(announcers: readonly Announcer[], options: ServientOptions = {}) {
  const clock = new FakeClock();
  const errors: string[] = [];
  const say = (): void => {};
  const logger = { debug: say, info: say, warn: say, error: (message: string) => errors.push(message) };
  const plain = memoryServer(new MemoryNetwork(), { name: "plain" });
  const servient = new Servient({ servers: [describingServer(), plain], announcers, clock, logger, ...options });
  await servient.start();
  return { clock, errors, servient };
}

describe("A Servient with an announcer", () => {
  it("tells of Things that come together at once, and of the directory that they make", async () => {
    const told = announcer();
    const { clock, servient } = await home([told]);
    const lamp = servient.produce({ title: "Lamp" });
    await lamp.expose();
    await servient.produce({ title: "Fan" }).expose();
    expect(told.told).toEqual([]);
    await clock.advance(100);
    expect(told.told).toEqual([
      [
        { title: "Lamp", url: "http://h/lamp", kind: "thing" },
        { title: "Fan", url: "http://h/fan", kind: "thing" },
        { title: "Things", url: "http://h/.well-known/wot", kind: "directory" },
      ],
    ]);
    await lamp.destroy();
    await clock.advance(100);
    expect(told.told[1]).toEqual([{ title: "Fan", url: "http://h/fan", kind: "thing" }]);
  });

  it("tells no title where descriptions are not for anybody, only that there is something", async () => {
    for (const descriptionAccess of ["secured", "personal"] as const) {
      const told = announcer();
      const { clock, servient } = await home([told], { descriptionAccess });
      const url = "http://h/.well-known/wot";
      await servient.produce({ title: "Safe" }).expose();
      await clock.advance(100);
      await servient.produce({ title: "Vault" }).expose();
      await clock.advance(100);
      expect(told.told).toEqual([
        [{ title: "Thing", url, kind: "thing" }],
        [{ title: "Things", url, kind: "directory" }],
      ]);
      await servient.stop();
    }
  });

  it("stops it, and tells it nothing afterwards", async () => {
    const told = announcer();
    const { clock, servient } = await home([told]);
    await servient.produce({ title: "Lamp" }).expose();
    await servient.stop();
    await clock.advance(1000);
    expect([told.told, told.stops]).toEqual([[], 1]);
  });

  it("goes on when it fails, and logs it", async () => {
    const { clock, servient, errors } = await home([announcer(true)]);
    await servient.produce({ title: "Lamp" }).expose();
    await clock.advance(100);
    await servient.stop();
    expect(errors).toEqual(["an announcer failed", "an announcer failed"]);
  });
});

describe("A Servient without an announcer", () => {
  it("sets no timer", async () => {
    const { clock, servient } = await home([]);
    await servient.produce({ title: "Lamp" }).expose();
    expect(clock.pending).toBe(0);
    await servient.stop();
  });
});
