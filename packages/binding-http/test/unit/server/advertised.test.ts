import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { httpServer } from "../../../src/index.js";
import { freePort, serveThing } from "../../support/served-thing.js";

const paths = [
  "/",
  "/things",
  "/.well-known/wot",
  "/test-thing",
  "/test-thing/properties",
  "/test-thing/actions",
  "/test-thing/nothing",
  "/nothing",
];
const addressOfAMachine = /\d{1,3}(?:\.\d{1,3}){3}|\[?::1\]?|localhost|\.internal/;

describe("What an HTTP server tells of its addresses", () => {
  it("is nothing but what it was told to advertise, in no body, header, link and problem", async () => {
    await using served = await serveThing({ address: "0.0.0.0", advertise: ["thing.example"] });
    served.host.add(served.thing);
    const told: string[] = [JSON.stringify([...served.forms.properties, ...served.forms.actions, served.forms.thing])];
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "OPTIONS", "DELETE", "POST"] as const) {
        const { headers, text } = await served.ask(path, { method, headers: { host: "10.11.12.13:99" } });
        told.push(JSON.stringify(headers) + text);
      }
    }
    const everything = told.join("\n");
    expect(everything).toContain("http://thing.example:");
    expect(everything).not.toMatch(addressOfAMachine);
    expect(everything).not.toContain(hostname());
    expect(served.server.addresses()).toEqual([`http://thing.example:${served.port}`]);
  });

  it("is where the descriptions of a Thing and of the directory are", async () => {
    await using served = await serveThing({ advertise: ["thing.example"] });
    const base = `http://thing.example:${served.port}`;
    expect(served.server.descriptionUrl?.(served.thing)).toBe(`${base}/test-thing`);
    expect(served.server.directoryUrl?.()).toBe(`${base}/.well-known/wot`);
  });

  it("is the address behind a proxy, path included, where there is one", async () => {
    const port = await freePort();
    await using served = await serveThing({ port, address: "0.0.0.0", baseUrl: "https://house.example/gw/" });
    expect(served.server.descriptionUrl?.(served.thing)).toBe("https://house.example/gw/test-thing");
    expect(served.server.directoryUrl?.()).toBe("https://house.example/gw/.well-known/wot");
  });

  it("has to be said when it listens on all interfaces", () => {
    for (const address of ["0.0.0.0", "::"]) {
      expect(() => httpServer({ address })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
      expect(() => httpServer({ address, baseUrl: "http://house.example/gw" })).not.toThrow();
    }
  });
});
