import { describe, expect, it } from "vitest";
import { isDirectory, isThingLink, linkedDescription } from "../../../src/discovery/thing-type.js";
import { describedThing } from "../../support/scripted-binding.js";

const link = { rel: "describedby", type: "application/td+json", href: "full" };

describe("The type of a Thing Description", () => {
  it.each(["ThingDirectory", "https://www.w3.org/2022/wot/discovery#ThingDirectory", "discovery:ThingDirectory"])(
    "tells a directory (exploration-directory-description-type): %s",
    (type) => {
      expect(isDirectory(describedThing({ "@type": type }))).toBe(true);
      expect(isDirectory(describedThing({ "@type": ["Light", type] }))).toBe(true);
      expect(isThingLink(describedThing({ "@type": type }))).toBe(false);
    },
  );

  it("tells a Thing Link (exploration-link-description-type)", () => {
    expect(isThingLink(describedThing({ "@type": "ThingLink" }))).toBe(true);
    expect(isThingLink(describedThing({}))).toBe(false);
  });
});

describe("linkedDescription", () => {
  const at = (members: object) => linkedDescription(describedThing(members), "http://a.example/x/link");

  it("is the target of the describedby link, by the base or by where the Thing Link was", () => {
    expect(at({ "@type": "ThingLink", links: [{ href: "other", rel: "icon" }, link] })).toBe("http://a.example/x/full");
    expect(at({ "@type": "ThingLink", base: "http://b.example/y/", links: [link] })).toBe("http://b.example/y/full");
  });

  it("is missing for another Thing, and without such a link", () => {
    expect(at({ links: [link] })).toBeUndefined();
    expect(at({ "@type": "ThingLink" })).toBeUndefined();
    expect(at({ "@type": "ThingLink", links: [{ ...link, type: "text/html" }] })).toBeUndefined();
  });
});
