import { parseThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { listingDescription } from "../../src/index.js";

const terms = {
  isOpen: true,
  context: { x: "https://x.example/" },
  list: { "x:a": 1 },
  retrieve: { contentType: "text/plain" },
};

describe("listingDescription", () => {
  it("is a valid Thing Description of what can be listed and retrieved", () => {
    const description = listingDescription("http://h.example/p", terms);
    expect(() => parseThingDescription(JSON.stringify(description))).not.toThrow();
    expect(description.base).toBe("http://h.example/p/");
    expect(description.properties?.things?.forms).toEqual([{ "x:a": 1, href: "things", op: "readproperty" }]);
    expect(description.actions?.retrieveThing?.forms).toEqual([
      { contentType: "text/plain", href: "things/{id}", op: "invokeaction" },
    ]);
  });

  it("leaves it to the protocol who may list, where that is not anybody", () => {
    const description = listingDescription("http://h", { ...terms, isOpen: false });
    expect(() => parseThingDescription(JSON.stringify(description))).not.toThrow();
    expect([description.security, description.securityDefinitions]).toEqual([
      "auto_sc",
      { auto_sc: { scheme: "auto" } },
    ]);
    expect(listingDescription("http://h", terms).security).toBe("nosec_sc");
  });

  it("has types where the protocol defines some, and none elsewhere", () => {
    expect(listingDescription("http://h", terms)).not.toHaveProperty("@type");
    const typed = listingDescription("http://h", { ...terms, type: "ThingDirectory", idType: "ThingID" });
    expect(typed["@type"]).toBe("ThingDirectory");
    expect(typed.actions?.retrieveThing?.uriVariables?.id?.["@type"]).toBe("ThingID");
  });
});
