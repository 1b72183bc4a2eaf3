import type { SecurityScheme, ThingDescription } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { credentialsNeed } from "../../../src/kinds/credentials-need.js";

const securityDefinitions = {
  open: { scheme: "nosec" },
  basic: { scheme: "basic" },
  key: { scheme: "psk" },
  either: { scheme: "combo", oneOf: ["open", "basic"] },
  both: { scheme: "combo", allOf: ["open", "basic"] },
  locked: { scheme: "combo", oneOf: ["basic", "both"] },
  loop: { scheme: "combo", allOf: ["loop", "open"] },
} as unknown as Record<string, SecurityScheme>;
const thing = { securityDefinitions } as unknown as ThingDescription;

describe("the need of credentials", () => {
  it.each([
    [["open"], "none"],
    [["basic"], "some"],
    [["open", "basic"], "some"],
    [["either"], "none"],
    [["both"], "some"],
    [["locked"], "some"],
    [["key"], "unknown"],
    [["loop"], "unknown"],
    [["constructor"], "unknown"],
    [[], "unknown"],
  ])("of %j is %s", (names, need) => {
    expect(credentialsNeed(thing, names)).toBe(need);
  });
});
