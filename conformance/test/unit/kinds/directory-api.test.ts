import type { ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { directoryApi, thingPath } from "../../../src/kinds/directory-api.js";
import type { ThingSubject } from "../../../src/subject.js";

const described = (parts: object, address?: string): ThingSubject => {
  const thing = {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    "@type": "ThingDirectory",
    title: "Directory",
    securityDefinitions: { open: { scheme: "nosec" } },
    security: "open",
    ...parts,
  } as unknown as ThingDescription;
  const retrieval = address === undefined ? {} : { retrieval: { address } };
  return { thing, ...retrieval, authenticate: () => "none are wanted" } as unknown as ThingSubject;
};
const listing = (href: string) => ({ properties: { things: { forms: [{ href }] } } });
const baseOf = (subject: ThingSubject): string => {
  const api = directoryApi(subject);
  return typeof api === "string" ? api : api.base;
};

describe("the API of a directory", () => {
  it.each([
    ["what stands before /things", listing("http://h/tdd/things{?offset,limit}"), "http://h/tdd"],
    ["what stands before /things, resolved", { base: "http://h/", ...listing("things") }, "http://h"],
    ["the base where the listing is elsewhere", { base: "http://h/api/", ...listing("all") }, "http://h/api"],
    ["the base where nothing is listed", { base: "http://h/api" }, "http://h/api"],
  ])("is below %s", (_what, parts, base) => expect(baseOf(described(parts))).toBe(base));

  it("is below the server of the description, where that says nothing", () => {
    expect(baseOf(described({}, "http://h:81/.well-known/wot"))).toBe("http://h:81");
    expect(baseOf(described({}))).toMatch(/does not say where/);
  });

  it.each(["Thing", ["ThingDirectoryLike"], undefined])("is not that of a Thing of the type %j", (type) => {
    expect(baseOf(described({ "@type": type, base: "http://h/" }))).toBe("it is no directory");
  });

  it.each(["discovery:ThingDirectory", ["x", "https://www.w3.org/2022/wot/discovery#ThingDirectory"]])(
    "is that of a Thing of the type %j",
    (type) => expect(baseOf(described({ "@type": type, base: "http://h/" }))).toBe("http://h"),
  );

  it("offers what has a Form over HTTP", () => {
    const api = directoryApi(
      described({
        base: "http://h/",
        actions: {
          createThing: { forms: [{ href: "coap://h/things" }] },
          deleteThing: { forms: [{ href: "things/{id}" }] },
        },
      }),
    );
    expect(api).toMatchObject({ base: "http://h" });
    if (typeof api === "string") return;
    expect(["createThing", "deleteThing", "things"].map((each) => api.offers(each as "things"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("has the id of a description encoded in its path", () => {
    expect(thingPath("http://h/a?b#ü")).toBe("/things/http%3A%2F%2Fh%2Fa%3Fb%23%C3%BC");
  });
});
