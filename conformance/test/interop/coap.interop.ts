import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { type Report, runConformance } from "@thingwright/conformance";
import type { ThingDescription } from "@thingwright/td";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freeUdpPort } from "../../../interop/test/support/free-udp-port.js";

const verdictsIn = ({ things }: Report) =>
  new Map(things.flatMap(({ results }) => results.map(({ id, verdict }) => [id, verdict] as const)));

const executable = "coap-server-notls";
const hasLibcoap = spawnSync("sh", ["-c", `command -v ${executable}`]).status === 0;

describe("libcoap's example server, with a description made for it", () => {
  if (!hasLibcoap) it.skip(`skipped: needs ${executable}`, () => {});
  let server: ChildProcess | undefined;
  let report: Report;

  beforeAll(async () => {
    if (!hasLibcoap) return;
    const port = await freeUdpPort();
    server = spawn(executable, ["-A", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    const form = { href: `coap://127.0.0.1:${port}/time`, op: ["readproperty", "observeproperty"] };
    const description = {
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      title: "libcoap",
      securityDefinitions: { nosec_sc: { scheme: "nosec" } },
      security: "nosec_sc",
      properties: {
        time: { type: "string", observable: true, readOnly: true, forms: [{ ...form, contentType: "text/plain" }] },
      },
    } as unknown as ThingDescription;
    report = await runConformance(description, { only: ["coap"], allow: ["load"] });
  });
  afterAll(() => server?.kill());

  it.runIf(hasLibcoap).each([
    ["coap/ping-reset", "pass"],
    ["coap/critical-option", "pass"],
    ["coap/elective-option", "pass"],
    ["coap/not-found", "pass"],
    ["coap/unknown-method", "pass"],
    ["coap/observe", "pass"],
    ["coap/duplicate", "pass"],
    ["coap/token", "pass"],
    ["coap/well-known-core", "pass"],
    ["coap/block-size", "pass"],
    ["coap/token-length", "pass"],
    ["coap/content-format", "warn"],
    ["coap/not-acceptable", "fail"],
    ["coap/version", "fail"],
  ])("is found to %s: %s", (id, verdict) => {
    expect(verdictsIn(report).get(id)).toBe(verdict);
  });
});

const folder = new URL("../../../interop/package.json", import.meta.url);
const hasNodeWot = existsSync(new URL("node_modules/@node-wot/binding-coap", folder));

/** The little of node-wot's API that is used here. */
interface ForeignServient {
  addServer(server: unknown): void;
  start(): Promise<{ produce(init: object): Promise<ForeignThing> }>;
  shutdown(): Promise<void>;
}

interface ForeignThing {
  setPropertyReadHandler(name: string, handler: () => Promise<unknown>): void;
  expose(): Promise<void>;
  getThingDescription(): ThingDescription;
}

describe("a Thing of node-wot 0.8.16 over CoAP", () => {
  if (!hasNodeWot) it.skip("skipped: needs npm run interop", () => {});
  let report: Report;

  beforeAll(async () => {
    if (!hasNodeWot) return;
    const require = createRequire(folder);
    const { Servient, Helpers } = require("@node-wot/core");
    const { CoapServer } = require("@node-wot/binding-coap");
    Helpers.setStaticAddress("127.0.0.1");
    const servient = new Servient() as ForeignServient;
    servient.addServer(new CoapServer({ port: await freeUdpPort() }));
    const wot = await servient.start();
    const count = { type: "integer", readOnly: true };
    const thing = await wot.produce({ id: "urn:example:counter", title: "counter", properties: { count } });
    thing.setPropertyReadHandler("count", async () => 1);
    await thing.expose();
    // An observation ends its process: docs/findings/node-wot-coap.md.
    report = await runConformance(thing.getThingDescription(), { only: ["coap"], skip: ["coap/observe"] });
    await servient.shutdown();
  });

  it.runIf(hasNodeWot).each([
    ["coap/value", "pass"],
    ["coap/acknowledgement", "pass"],
    ["coap/ping-reset", "fail"],
    ["coap/critical-option", "fail"],
    ["coap/not-acceptable", "fail"],
    ["coap/not-found", "warn"],
  ])("is found to %s: %s", (id, verdict) => {
    expect(verdictsIn(report).get(id)).toBe(verdict);
  });
});
