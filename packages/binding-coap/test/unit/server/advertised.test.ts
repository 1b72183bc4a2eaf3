import { hostname } from "node:os";
import { Code, coapClient as protocolClient } from "@thingwright/coap";
import { fakeHost, testThing } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { coapServer } from "../../../src/index.js";

const paths = ["/.well-known/core", "/.well-known/wot", "/things", "/test-thing", "/test-thing/actions", "/nothing"];
const addressOfAMachine = /\d{1,3}(?:\.\d{1,3}){3}|\[?::1\]?|localhost/;

describe("What a CoAP server tells of its addresses", () => {
  it("is nothing but what it was told to advertise, in no payload and no option", async () => {
    const thing = testThing();
    await using server = coapServer({ port: 0, address: "0.0.0.0", advertise: ["thing.example"] });
    await server.start(fakeHost(thing));
    const told = [JSON.stringify([...(await server.expose(thing)).properties])];
    const port = Number(new URL(server.addresses()[0] as string).port);
    await using client = protocolClient();
    for (const path of paths) {
      for (const method of [Code.GET, Code.POST, Code.PUT] as const) {
        const { payload, options } = await client.request({ url: `coap://127.0.0.1:${port}${path}`, method });
        told.push(Buffer.from(payload).toString(), JSON.stringify(options.map(({ value }) => String(value))));
      }
    }
    const everything = told.join("\n");
    expect(everything).toContain("coap://thing.example:");
    expect(everything).not.toMatch(addressOfAMachine);
    expect(everything).not.toContain(hostname());
    expect(server.descriptionUrl?.(thing)).toBe(`coap://thing.example:${port}/test-thing`);
  });

  it("has to be said when it listens on all interfaces", () => {
    for (const address of ["0.0.0.0", "::"]) {
      expect(() => coapServer({ address })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
      expect(() => coapServer({ address, baseUrl: "coap://house.example" })).not.toThrow();
    }
  });
});
