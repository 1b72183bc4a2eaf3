import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { type Report, runConformance } from "@thingwright/conformance";
import { Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasWotpy, WotpyThing } from "./support/wotpy.js";

type Verdicts = ReadonlyMap<string, string>;

const verdictsIn = ({ things }: Report): Verdicts =>
  new Map(things.flatMap(({ results }) => results.map(({ id, verdict }) => [id, verdict] as const)));

describe.each(["http", "coap"] as const)("a Thing of WoTPy 0.18.0 over %s", (protocol) => {
  if (!hasWotpy) it.skip("skipped: needs wotpy", () => {});
  let thing: WotpyThing;
  const servient = new Servient({ clients: [httpClient(), coapClient()] });
  beforeAll(async () => {
    if (!hasWotpy) return;
    thing = await WotpyThing.start(protocol);
    await servient.start();
  });
  afterAll(async () => {
    await servient.stop();
    await thing?.[Symbol.asyncDispose]();
  });

  it.runIf(hasWotpy)("is read, written and invoked", async () => {
    const counter = servient.consume(await servient.requestThingDescription(thing.url));
    expect(await counter.read("count")).toBe(1);
    await counter.write("count", 5);
    expect(await counter.read("count")).toBe(5);
    expect(await counter.invoke("add", 3)).toBe(8);
    expect(await counter.read("label")).toBe("a");
  });

  if (protocol === "http") it.skip("skipped: is observed by a long poll that its description does not name", () => {});
  it.runIf(hasWotpy && protocol === "coap")("is observed", async () => {
    const counter = servient.consume(await servient.requestThingDescription(thing.url));
    const seen: unknown[] = [];
    for await (const value of counter.observe("count")) {
      seen.push(value);
      if (value === 21) break;
      if (seen.length === 1) await counter.write("count", 21);
    }
    expect(seen.at(-1)).toBe(21);
  });
});

const found: Readonly<Record<"http" | "coap", readonly (readonly [id: string, verdict: string])[]>> = {
  http: [
    ["exploration-server-http-head", "fail"],
    ["http/allow-in-405", "fail"],
    ["http/invalid-value", "fail"],
    ["http/not-acceptable", "warn"],
    ["http/unknown-affordance", "warn"],
    ["server-data-schema", "pass"],
    ["td-vocab-op--Form_writeproperty", "pass"],
    ["td-processor", "pass"],
  ],
  coap: [
    ["coap/critical-option", "fail"],
    ["coap/not-acceptable", "fail"],
    ["coap/invalid-value", "fail"],
    ["coap/unsupported-format", "warn"],
    ["coap/ping-reset", "pass"],
    ["coap/observe", "pass"],
    ["coap/value", "pass"],
  ],
};

describe.each(["http", "coap"] as const)("the suite, of a Thing of WoTPy 0.18.0 over %s,", (protocol) => {
  if (!hasWotpy) it.skip("skipped: needs wotpy", () => {});
  let verdicts: Verdicts;
  beforeAll(async () => {
    if (!hasWotpy) return;
    await using thing = await WotpyThing.start(protocol);
    const response = await fetch(thing.url);
    const target = protocol === "http" ? thing.url : ((await response.json()) as ThingDescription);
    verdicts = verdictsIn(await runConformance(target, { allow: ["write", "load"], skip: ["static"] }));
  });

  it.runIf(hasWotpy).each(found[protocol])("finds %s: %s", (id, verdict) => {
    expect(verdicts.get(id)).toBe(verdict);
  });
});
