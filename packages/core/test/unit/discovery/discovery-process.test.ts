import { FakeClock, settled } from "@thingwright/contract-tests";
import { NetworkError, type WotError } from "@thingwright/errors";
import { memoryCredentials } from "@thingwright/security";
import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { type DiscoverOptions, type DiscoveryProcess, Servient, type ServientOptions } from "../../../src/index.js";
import { deferred, describedThing, type ScriptedCall, scriptedBinding } from "../../support/scripted-binding.js";
import { introducerOf, scriptedIntroducer } from "../../support/scripted-introducer.js";

type World = Readonly<Record<string, unknown>>;

const thing = (id: string, members: object = {}) => describedThing({ id, title: id, ...members });
const forms = (href: string) => [{ href }];
const directory = (href: string, members: object = {}) =>
  describedThing({
    "@type": "ThingDirectory",
    properties: { things: { type: "array", forms: forms(href), ...members } },
  } as Partial<ThingDescription>);
const paged = { uriVariables: { offset: { type: "number" }, limit: { type: "number" } } };

/** A Servient that finds in `world` what is at an address, and nothing elsewhere. */
function servientIn(world: World | ((call: ScriptedCall) => unknown), options: ServientOptions) {
  const { binding, calls } = scriptedBinding({
    request(call) {
      if (typeof world === "function") return world(call);
      if (Object.hasOwn(world, call.url)) return world[call.url];
      throw new NetworkError("WOT_NETWORK", `nobody is at ${call.url}`, { sent: false });
    },
  });
  const servient = new Servient({ ...options, clients: [binding] });
  return { servient, calls };
}

async function idsOf(process: DiscoveryProcess): Promise<readonly (string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const { id } of process) ids.push(id);
  return ids;
}

/** Ids that are found and errors that are told. */
async function discovered(world: World, urls: readonly string[], options: DiscoverOptions & ServientOptions = {}) {
  const told: WotError[] = [];
  const { servient, calls } = servientIn(world, { introducers: [introducerOf(...urls)], ...options });
  const process = servient.discover({ ...options, onError: (error) => told.push(error) });
  return { ids: await idsOf(process), told, calls, process };
}

describe("A discovery process", () => {
  it("fetches what introducers tell of, each address and each Thing once (discoverer-merge-intros, discoverer-track)", async () => {
    const world = { "script://a": thing("urn:a"), "script://b": thing("urn:b"), "script://b2": thing("urn:b") };
    const introducers = [introducerOf("script://a", "script://b", "script://b#part"), introducerOf("script://b2")];
    const { ids, calls, process } = await discovered(world, [], { introducers });
    expect(ids).toEqual(["urn:a", "urn:b"]);
    expect(calls.map(({ url }) => url).sort()).toEqual(["script://a", "script://b", "script://b2"]);
    expect([process.done, process.error]).toEqual([true, undefined]);
  });

  it("says where a Thing was found", async () => {
    const { servient } = servientIn({ "script://a": thing("urn:a") }, { introducers: [introducerOf("script://a")] });
    const process = servient.discover();
    for await (const found of process) {
      expect(process.sourceOf(found)).toEqual({ url: "script://a", via: "told" });
    }
    expect.assertions(1);
  });

  it("gives what the filter's fragment matches only", async () => {
    const world = { "script://a": thing("urn:a", { "@type": "Light" }), "script://b": thing("urn:b") };
    const filter = { fragment: { "@type": "Light" } };
    expect((await discovered(world, ["script://a", "script://b"], { filter })).ids).toEqual(["urn:a"]);
  });

  it("tells what goes wrong and goes on with the rest", async () => {
    const broken = {
      name: "broken",
      // biome-ignore lint/correctness/useYield: it fails before.
      async *find() {
        throw new TypeError("broken");
      },
    };
    const world = { "script://a": thing("urn:a"), "script://bad": { title: "no Thing" } };
    const urls = ["script://gone", "script://bad", "script://a"];
    const { ids, told, process } = await discovered(world, [], { introducers: [broken, introducerOf(...urls)] });
    expect(ids).toEqual(["urn:a"]);
    expect(told.map(({ code }) => code).sort()).toEqual(["WOT_INTERNAL", "WOT_NETWORK", "WOT_TD_INVALID"]);
    expect(process.error).toBe(told.at(-1));
  });

  it("goes to no address of a scheme that it does not serve, and to none with a user", async () => {
    const urls = ["file:///etc/passwd", "javascript:1", "script://u:p@a", "nothing", `script://${"a".repeat(3000)}`];
    const { told, calls } = await discovered({}, urls);
    expect(calls).toEqual([]);
    expect(told.map(({ code }) => code)).toEqual([
      "WOT_NO_FORM",
      "WOT_NO_FORM",
      "WOT_PROTOCOL",
      "WOT_PROTOCOL",
      "WOT_PROTOCOL",
    ]);
  });

  it("gives introducers content of the same addresses only", async () => {
    const asking = scriptedIntroducer(async function* ({ request }) {
      const { body } = await request("script://core", "application/link-format");
      yield { url: new TextDecoder().decode(body), via: "asking" };
      await request("file:///etc/passwd", "text/plain");
    });
    const link = { contentType: "text/plain", body: new TextEncoder().encode("script://a") };
    const world = { "script://core": link, "script://a": thing("urn:a") };
    const { ids, told, calls } = await discovered(world, [], { introducers: [asking] });
    expect(ids).toEqual(["urn:a"]);
    expect(told.map(({ code }) => code)).toEqual(["WOT_NO_FORM"]);
    expect(calls[0]?.request.form.contentType).toBe("application/link-format");
  });

  it("is refused without an introducer", () => {
    expect(() => new Servient().discover()).toThrow(expect.objectContaining({ code: "WOT_OPERATION" }));
  });
});

describe("A discovery process explores", () => {
  it("a directory, which does not come itself (discoverer-td-identify)", async () => {
    const world = {
      "script://d": directory("script://d/things"),
      "script://d/things": [thing("urn:a"), { title: "no Thing" }, thing("urn:b")],
    };
    const { ids, told } = await discovered(world, ["script://d"]);
    expect(ids).toEqual(["urn:a", "urn:b"]);
    expect(told.map(({ code }) => code)).toEqual(["WOT_TD_INVALID"]);
  });

  it("a directory page by page, however few Things it puts on one", async () => {
    const all = ["urn:a", "urn:b", "urn:c", "urn:d", "urn:e"].map((id) => thing(id));
    const asked: string[] = [];
    const { servient } = servientIn(
      ({ url, exchange: { variables = {} } }) => {
        if (url === "script://d") return directory("script://d/things{?offset,limit}", paged);
        const { offset, limit } = variables as { offset: number; limit: number };
        asked.push(url);
        return all.slice(offset, offset + Math.min(limit, 2));
      },
      { introducers: [introducerOf("script://d")], limits: { directoryPageSize: 3 } },
    );
    expect(await idsOf(servient.discover())).toEqual(all.map(({ id }) => id));
    expect(asked).toEqual([0, 2, 4, 5].map((offset) => `script://d/things?offset=${offset}&limit=3`));
  });

  it("the members of a collection", async () => {
    const things = { "@type": "ThingCollection", members: [thing("urn:a")] };
    const described = directory("script://d/things", { type: "object" });
    const { ids } = await discovered({ "script://d": described, "script://d/things": things }, ["script://d"]);
    expect(ids).toEqual(["urn:a"]);
  });

  it("a directory that never ends only as far as its limit", async () => {
    let number = 0;
    const { servient } = servientIn(
      ({ url }) =>
        url === "script://d"
          ? directory("script://d/things{?offset,limit}", paged)
          : Array.from({ length: 10 }, () => thing(`urn:${number++}`)),
      { introducers: [introducerOf("script://d")], limits: { maxDiscovered: 25 } },
    );
    const told: WotError[] = [];
    const filter = { fragment: { title: "none of them" } };
    expect(await idsOf(servient.discover({ filter, onError: (error) => told.push(error) }))).toEqual([]);
    expect(told[0]?.message).toContain("more Things than are taken in");
    expect(number).toBeLessThanOrEqual(30);
  });

  it("the target of a Thing Link, once, and Thing Links in a ring not for ever (discoverer-fetch-links)", async () => {
    const link = (href: string) =>
      describedThing({ "@type": "ThingLink", links: [{ rel: "describedby", type: "application/td+json", href }] });
    const world = {
      "script://l": link("script://a"),
      "script://a": thing("urn:a"),
      "script://ring1": link("script://ring2"),
      "script://ring2": link("script://ring1"),
      "script://far0": link("script://far1"),
      "script://far1": link("script://far2"),
      "script://far2": link("script://far3"),
    };
    const urls = ["script://l", "script://ring1", "script://far0"];
    const { ids, calls } = await discovered(world, urls, { limits: { maxHops: 2 } });
    expect(ids).toEqual(["urn:a"]);
    expect(calls.map(({ url }) => url)).not.toContain("script://far3");
    expect(calls).toHaveLength(7);
  });

  it("a directory that others told of without any secret, and one that the caller named with its own", async () => {
    const secured = {
      ...directory("script://d/things"),
      id: "urn:d",
      securityDefinitions: { token_sc: { scheme: "bearer" as const } },
      security: "token_sc",
    };
    const world = { "script://d": secured, "script://d/things": [thing("urn:a")] };
    const credentials = memoryCredentials({ "urn:d": { token_sc: { token: "hidden-token" } } });
    const { binding } = scriptedBinding({ request: ({ url }) => (world as World)[url] });
    const manifest = { ...binding.manifest, carriers: ["headers" as const] };
    const authenticated: unknown[] = [];
    const carrying = {
      ...binding,
      manifest,
      prepare(request: Parameters<typeof binding.prepare>[0]) {
        const prepared = binding.prepare(request);
        if ("refused" in prepared) return prepared;
        return {
          ...prepared,
          async request(exchange: Parameters<typeof prepared.request>[0]) {
            const target = { uri: request.form.href, method: "GET" };
            if (request.authenticator) authenticated.push(await request.authenticator.authenticate(target));
            return prepared.request(exchange);
          },
        };
      },
    };
    const servient = new Servient({ clients: [carrying], credentials, introducers: [introducerOf("script://d")] });
    const told: WotError[] = [];
    expect(await idsOf(servient.discover({ onError: (error) => told.push(error) }))).toEqual([]);
    expect(told.map(({ code }) => code)).toEqual(["WOT_CREDENTIALS_MISSING"]);
    expect(JSON.stringify(authenticated)).not.toContain("hidden-token");
    expect(await idsOf(await servient.exploreDirectory("script://d"))).toEqual(["urn:a"]);
    expect(JSON.stringify(authenticated)).toContain("hidden-token");
  });
});

describe("A discovery process ends", () => {
  const endless = () =>
    scriptedIntroducer(async function* () {
      yield { url: "script://a", via: "endless" };
      await new Promise(() => {});
    });

  it("when the time for introductions is up, whatever introducers do", async () => {
    const clock = new FakeClock();
    const introducer = endless();
    const { servient } = servientIn({ "script://a": thing("urn:a") }, { introducers: [introducer], clock });
    const ids = idsOf(servient.discover({ timeoutMs: 3000 }));
    await clock.advance(2999);
    expect(introducer.searches[0]?.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(introducer.searches[0]?.signal.aborted).toBe(true);
    expect(await ids).toEqual(["urn:a"]);
    expect(clock.pending).toBe(0);
  });

  it.each(["stop", "signal", "leave", "servient"])("by %s, and with it the search", async (way) => {
    const introducer = endless();
    const controller = new AbortController();
    const clock = new FakeClock();
    const { servient } = servientIn({ "script://a": thing("urn:a") }, { introducers: [introducer], clock });
    const process = servient.discover({ signal: controller.signal });
    for await (const _ of process) {
      if (way === "stop") process.stop();
      if (way === "signal") controller.abort();
      if (way === "servient") void servient.stop();
      if (way === "leave") break;
    }
    expect(process.done).toBe(true);
    expect(introducer.searches[0]?.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("by stop while it waits for an answer", async () => {
    const { servient } = servientIn(() => new Promise(() => {}), { introducers: [introducerOf("script://a")] });
    const process = servient.discover();
    const ids = idsOf(process);
    await settled();
    process.stop();
    expect(await ids).toEqual([]);
  });

  it("with as many Things and introductions as its limits say", async () => {
    const world = Object.fromEntries(["a", "b", "c", "d"].map((name) => [`script://${name}`, thing(`urn:${name}`)]));
    const few = await discovered(world, Object.keys(world), { limits: { maxDiscovered: 2 } });
    expect(few.ids).toHaveLength(2);
    const narrow = await discovered(world, Object.keys(world), { limits: { maxIntroductions: 3 } });
    expect(narrow.ids).toEqual(["urn:a", "urn:b", "urn:c"]);
  });
});

describe("A discovery process keeps within limits", () => {
  it("of fetches at one time", async () => {
    const gate = deferred();
    const urls = Array.from({ length: 20 }, (_, index) => `script://${index}`);
    const { servient, calls } = servientIn(
      async ({ url }) => {
        await gate.promise;
        return thing(url);
      },
      { introducers: [introducerOf(...urls)], limits: { maxConcurrentFetches: 3 } },
    );
    const ids = idsOf(servient.discover());
    await settled();
    await settled();
    expect(calls).toHaveLength(3);
    gate.resolve();
    expect(await ids).toHaveLength(20);
  });

  it("of Things that wait for a slow reader", async () => {
    let pages = 0;
    const { servient } = servientIn(
      ({ url }) => {
        if (url === "script://d") return directory("script://d/things{?offset,limit}", paged);
        pages += 1;
        return Array.from({ length: 5 }, (_, index) => thing(`urn:${pages}:${index}`));
      },
      { introducers: [introducerOf("script://d")], limits: { maxUnreadThings: 4, maxDiscovered: 100 } },
    );
    const things = servient.discover()[Symbol.asyncIterator]();
    await things.next();
    for (let turn = 0; turn < 10; turn++) await settled();
    expect(pages).toBeLessThanOrEqual(2);
    await things.return(undefined);
  });
});
