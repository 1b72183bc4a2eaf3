import { describe, expect, it } from "vitest";
import * as browser from "../../src/browser.js";
import * as node from "../../src/index.js";

describe("thingwright/browser", () => {
  it("has what thingwright has, but for what only a server needs", () => {
    const missing = Object.keys(node).filter((name) => !(name in browser));
    expect(missing).toEqual(["introspectionVerifier", "jwtVerifier", "staticVerifier", "verifiersByDefinition"]);
  });

  it("makes a Servient that consumes over HTTP, by the platform's own fetch", async () => {
    await using server = node.createServient({ http: { port: 0 } });
    await server.start();
    await server.produce({ title: "Lamp", properties: { on: { type: "boolean", default: true } } }).expose();
    await using servient = browser.createServient();
    const lamp = servient.consume(await servient.requestThingDescription(`${server.addresses()[0]}/lamp`));
    await lamp.write("on", false);
    expect(await lamp.read("on")).toBe(false);
  });
});
