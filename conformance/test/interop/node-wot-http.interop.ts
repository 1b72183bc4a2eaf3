import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { credentialsOf, type Report, runConformance } from "@thingwright/conformance";
import { beforeAll, describe, expect, it } from "vitest";

/** The little of node-wot's API that is used here. */
interface ForeignThing {
  setPropertyReadHandler(name: string, handler: () => Promise<unknown>): void;
  expose(): Promise<void>;
  getThingDescription(): { readonly properties: Readonly<Record<string, { forms: readonly { href: string }[] }>> };
}

interface ForeignServient {
  addServer(server: unknown): void;
  addCredentials(credentials: object): void;
  start(): Promise<{ produce(init: object): Promise<ForeignThing> }>;
  shutdown(): Promise<void>;
}

type Constructor<T> = new (options?: object) => T;

const folder = new URL("../../../interop/package.json", import.meta.url);
const isInstalled = existsSync(new URL("node_modules/@node-wot/core", folder));
const token = "a-token-of-the-tester";

/** Exposes a Thing by node-wot 0.8.16, with this security, and judges it. */
async function judgedForeign(security?: object): Promise<Report> {
  const require = createRequire(folder);
  const { Servient, Helpers } = require("@node-wot/core") as {
    Servient: Constructor<ForeignServient>;
    Helpers: { setStaticAddress(address: string): void };
  };
  const { HttpServer } = require("@node-wot/binding-http") as { HttpServer: Constructor<unknown> };
  // Otherwise it advertises the machine's other addresses only.
  Helpers.setStaticAddress("127.0.0.1");
  const servient = new Servient();
  servient.addServer(new HttpServer({ port: 0, ...(security === undefined ? {} : { security: [security] }) }));
  servient.addCredentials({ "urn:example:counter": [{ token }] });
  const wot = await servient.start();
  try {
    const count = { type: "integer", readOnly: true, observable: true };
    const named =
      security === undefined ? {} : { securityDefinitions: { bearer_sc: security }, security: ["bearer_sc"] };
    const thing = await wot.produce({ id: "urn:example:counter", title: "counter", properties: { count }, ...named });
    thing.setPropertyReadHandler("count", async () => 1);
    await thing.expose();
    const { href } = thing.getThingDescription().properties.count!.forms[0]!;
    const credentials = credentialsOf({
      "*": { bearer_sc: { token } },
      origins: { [new URL(href).origin]: { token } },
    });
    return await runConformance(href.replace(/\/properties\/.*/, ""), { credentials });
  } finally {
    await servient.shutdown();
  }
}

const verdictsIn = ({ things }: Report) =>
  new Map(things.flatMap(({ results }) => results.map(({ id, verdict }) => [id, verdict] as const)));

describe("a Thing of node-wot 0.8.16 over HTTP", () => {
  if (!isInstalled) it.skip("skipped: needs npm run interop", () => {});
  let report: Report;
  beforeAll(async () => {
    if (isInstalled) report = await judgedForeign();
  });

  it.runIf(isInstalled).each([
    ["exploration-server-http-head", "fail"],
    ["td-expectedResponse-contentType", "fail"],
    ["http/method-not-allowed", "warn"],
    ["http/not-acceptable", "warn"],
    ["td-json-open", "pass"],
    ["td-processor", "pass"],
    ["server-data-schema", "pass"],
    ["bindings-server-accept", "pass"],
    ["http/unknown-affordance", "pass"],
  ])("is found to %s: %s", (id, verdict) => {
    expect(verdictsIn(report).get(id)).toBe(verdict);
  });

  it.runIf(isInstalled)("is found to refuse the bearer token that it was given", async () => {
    const results = (await judgedForeign({ scheme: "bearer" })).things[0]!.results;
    const result = results.find(({ id }) => id === "bindings-server-accept");
    expect(result).toMatchObject({
      verdict: "fail",
      actual: expect.stringContaining("401 Unauthorized with the credentials"),
    });
    expect(JSON.stringify(results)).not.toContain(token);
  });
});
