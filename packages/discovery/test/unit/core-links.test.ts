import { NetworkError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { coreLinks } from "../../src/index.js";
import { Searching, textContent } from "../support/searching.js";

describe("coreLinks", () => {
  it("tells of links to Things and directories (introduction-core-rd-resource-type-thing, introduction-core-rd-resource-type-directory)", async () => {
    const asked: string[] = [];
    const searching = new Searching(coreLinks({ hosts: ["192.0.2.1", "http://h.example:8080"] }), {
      async request(url, contentType) {
        asked.push(`${contentType} ${url}`);
        return textContent('</lamp>;rt="wot.thing x",<coap://d.example/td>;rt=wot.directory,</x>;rt=wot.things,</y>');
      },
    });
    await searching.ended;
    expect(asked).toEqual([
      "application/link-format coap://192.0.2.1/.well-known/core?rt=wot.*",
      "application/link-format http://h.example:8080/.well-known/core?rt=wot.*",
    ]);
    expect(searching.found).toEqual([
      { url: "coap://192.0.2.1/lamp", kind: "thing", via: "core-links" },
      { url: "coap://d.example/td", kind: "directory", via: "core-links" },
      { url: "http://h.example:8080/lamp", kind: "thing", via: "core-links" },
      { url: "coap://d.example/td", kind: "directory", via: "core-links" },
    ]);
  });

  it("asks a resource directory where its look-up is (introduction-core-rd-directory)", async () => {
    const searching = new Searching(coreLinks({ hosts: ["coap://rd.example/rd-lookup/res?ep=a"] }), {
      request: async (url) => textContent(`<${url}>;rt=wot.thing`),
    });
    await searching.ended;
    expect(searching.urls).toEqual(["coap://rd.example/rd-lookup/res?ep=a&rt=wot.*"]);
  });

  it("tells which host failed, and goes on with the others", async () => {
    const searching = new Searching(coreLinks({ hosts: ["gone", "broken", "well"] }), {
      async request(url) {
        if (url.includes("gone")) throw new NetworkError("WOT_NETWORK", "gone", { sent: false });
        return textContent(url.includes("broken") ? "<html>" : "</a>;rt=wot.thing");
      },
    });
    await searching.ended;
    expect(searching.urls).toEqual(["coap://well/a"]);
    expect(searching.errors.map(({ code }) => code)).toEqual(["WOT_NETWORK"]);
  });

  it("refuses a host that is none", () => {
    expect(() => coreLinks({ hosts: ["a b"] })).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});
