import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleForBrowser } from "../../../../tools/browser-bundle.mjs";
import { type Chromium, findChromium, startChromium } from "./chromium.js";
import { breaking, guarded, type ServedLamp, serveLamp } from "./lamp.js";
import { PageServer } from "./page-server.js";

const executable = findChromium();

if (executable === undefined) {
  describe("Chromium", () => {
    it.skip("skipped: needs chromium", () => {});
  });
}

describe.runIf(executable !== undefined)("Chromium", () => {
  let chromium: Chromium;
  let pages: PageServer;
  beforeAll(async () => {
    chromium = await startChromium(executable!);
    const { outputFiles } = await bundleForBrowser(["thingwright/browser"]);
    pages = await PageServer.start(chromium, outputFiles[0]!.contents);
  });
  afterAll(async () => {
    await pages?.[Symbol.asyncDispose]();
    await chromium?.[Symbol.asyncDispose]();
  });

  describe("without our client", () => {
    const script = "plain-client.js";

    it("reads and writes across origins, with a preflight", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const result = await pages.run({ script, scenario: "readsAndWrites", input: { url: lamp.url } });
      expect(result).toEqual({ before: 10, status: 204, after: 42 });
    });

    it("shows its page the headers that a client needs", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const result = await pages.run({ script, scenario: "seesHeaders", input: { url: lamp.url } });
      expect(result).toMatchObject({ etag: expect.stringMatching(/^"/) });
    });

    it("neither shows a foreign page anything nor lets it invoke an action", async () => {
      await using lamp = await serveLamp({ cors: ["https://elsewhere.example"] });
      const input = { url: lamp.url, toggle: `${lamp.url}/actions/toggle` };
      expect(await pages.run({ script, scenario: "isForeign", input })).toEqual({ seen: false });
      expect(lamp.toggles()).toBe(0);
    });

    it("loses nothing of an event stream whose connection breaks: Last-Event-ID brings it back", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const seen = await pages.run({
        script,
        scenario: "observes",
        input: { url: lamp.url },
        commands: breaking(lamp),
      });
      expect((seen as number[]).filter((value) => value >= 20)).toEqual([20, 21, 22, 23]);
    });

    it("speaks to a Thing by messages over a WebSocket", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const run = { script, scenario: "speaksByWebSocket", input: { url: lamp.url }, commands: breaking(lamp) };
      expect(await pages.run(run)).toEqual([10, 20]);
    });

    it("gives no WebSocket to a foreign page", async () => {
      await using lamp = await serveLamp({ cors: ["https://elsewhere.example"] });
      await using open = await serveLamp({ cors: [pages.origin] });
      const opens = ({ url }: ServedLamp) =>
        pages.run({ script, scenario: "opensWebSocket", input: { href: url.replace(/^http/, "ws") } });
      expect([await opens(lamp), await opens(open)]).toEqual([false, true]);
    });
  });

  describe("with our module", () => {
    const script = "thing-client.js";

    it("reads, writes and invokes", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const result = await pages.run({ script, scenario: "usesEverything", input: { url: lamp.url } });
      const after = { on: true, brightness: 42, place: { room: "kitchen" } };
      expect(result).toEqual({ title: "Lamp", before: 10, toggles: [1, 2], after });
    });

    it("observes over a connection that breaks, and loses nothing", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const seen = await pages.run({
        script,
        scenario: "observes",
        input: { url: lamp.url },
        commands: breaking(lamp),
      });
      expect(seen).toEqual([20, "WOT_NETWORK", "resumed", 21, 22, 23]);
    });

    it("speaks over a WebSocket, also one that breaks", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const run = { script, scenario: "speaksByWebSocket", input: { url: lamp.url }, commands: breaking(lamp) };
      const place = { room: "kitchen" };
      const refused = { family: "RemoteError" };
      const result = await pages.run(run);
      expect(result).toMatchObject({ before: 10, toggled: 1, refused, seen: [20, "WOT_NETWORK", 24], place });
    });

    it("observes more often than a browser has connections, by a WebSocket for the rest", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const input = { url: lamp.url, times: 8 };
      const run = { script, scenario: "observesManyTimes", input, commands: breaking(lamp) };
      expect(await pages.run(run)).toEqual({ read: 10, firsts: Array(8).fill(20) });
    });

    it("subscribes to an event", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const commands = { overheat: () => lamp.thing.emitEvent("overheated", 91.5) };
      const run = { script, scenario: "subscribes", input: { url: lamp.url }, commands };
      expect(await pages.run(run)).toBe(91.5);
    });

    it("fails with the errors of the taxonomy", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      await using foreign = await serveLamp({});
      const input = { url: lamp.url, foreign: foreign.url, nobody: "http://127.0.0.1:9/lamp" };
      expect(await pages.run({ script, scenario: "fails", input })).toMatchObject({
        invalid: { family: "DataSchemaError", code: "WOT_DATA_INVALID" },
        pattern: { family: "DataSchemaError", code: "WOT_DATA_INVALID" },
        unknown: { family: "UsageError", code: "WOT_UNKNOWN_AFFORDANCE" },
        refused: { family: "RemoteError", status: "409" },
        foreign: { family: "NetworkError" },
        nobody: { family: "NetworkError" },
        late: { family: "TimeoutError" },
      });
    });

    it("keeps to a Content-Security-Policy without 'unsafe-eval'", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const policy = `script-src 'self' 'nonce-page'`;
      const run = { script, scenario: "checksUnderPolicy", input: { url: lamp.url }, policy };
      expect(await pages.run(run)).toMatchObject({
        evaluates: false,
        place: { room: "hall" },
        invalid: { code: "WOT_DATA_INVALID", message: expect.stringContaining("/room must match the pattern") },
        broken: { code: "WOT_TD_INVALID", message: expect.stringContaining('needs a member "title"') },
      });
    });

    it("works in a worker", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      expect(await pages.run({ script, scenario: "readsInWorker", input: { url: lamp.url } })).toBe(10);
    });

    it("aborts an action that the Thing has begun", async () => {
      await using lamp = await serveLamp({ cors: [pages.origin] });
      const commands = { untilAsleep: () => lamp.asleep };
      const run = { script, scenario: "aborts", input: { url: lamp.url }, commands };
      expect(await pages.run(run)).toMatchObject({ family: "AbortError", code: "WOT_ABORTED" });
    });

    it.each([
      ["basic", { scheme: "basic" }, { username: "ada", password: "analytical" }, { password: "no" }],
      ["bearer", { scheme: "bearer" }, { token: "t0k3n" }, { token: "no" }],
      ["apikey in a header", { scheme: "apikey", in: "header", name: "x-key" }, { apiKey: "k3y" }, { apiKey: "no" }],
      ["apikey in the query", { scheme: "apikey", in: "query", name: "key" }, { apiKey: "k3y" }, { apiKey: "no" }],
    ])("proves who it is by %s", async (_, definition, good, bad) => {
      await using lamp = await serveLamp({ cors: [pages.origin], webSocket: false, ...guarded(definition, good) });
      const input = { url: lamp.url, right: { sc: good }, wrong: { sc: { ...good, ...bad } } };
      const [right, wrong, none] = (await pages.run({ script, scenario: "authenticates", input })) as object[];
      expect(right).toEqual({ unexpected: 10 });
      expect([wrong, none]).toMatchObject([{ family: "CredentialsError" }, { family: "CredentialsError" }]);
    });

    it("proves who it is over a WebSocket by what the address can carry", async () => {
      const definition = { scheme: "apikey", in: "query", name: "key" };
      const good = { apiKey: "k3y" };
      await using lamp = await serveLamp({ cors: [pages.origin], ...guarded(definition, good) });
      const input = { url: lamp.url, right: { sc: good }, wrong: { sc: { apiKey: "no" } }, byWebSocket: true };
      const [right, wrong, none] = (await pages.run({ script, scenario: "authenticates", input })) as object[];
      expect(right).toEqual({ unexpected: 10 });
      expect([wrong, none]).toMatchObject([{ family: "CredentialsError" }, { family: "CredentialsError" }]);
    });

    it("leaves alone a WebSocket whose credentials would be headers", async () => {
      const good = { token: "t0k3n" };
      await using lamp = await serveLamp({ cors: [pages.origin], ...guarded({ scheme: "bearer" }, good) });
      const input = { url: lamp.url, right: { sc: good }, wrong: {}, byWebSocket: true };
      const [right] = (await pages.run({ script, scenario: "authenticates", input })) as object[];
      expect(right).toMatchObject({ family: "UnsupportedError", message: expect.stringContaining("headers") });
    });
  });

  it("shows and sets a lamp with the example page", async () => {
    await using lamp = await serveLamp({ cors: [pages.origin] });
    const run = { script: "example.js", scenario: "setsBrightness", input: { url: lamp.url } };
    const result = await pages.run({ ...run, commands: breaking(lamp) });
    expect(result).toEqual({ title: "Lamp", on: true, slider: "20" });
  });
});
