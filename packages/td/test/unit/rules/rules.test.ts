import { describe, expect, it } from "vitest";
import { validateThingDescription } from "../../../src/index.js";
import { rules } from "../../../src/rules/index.js";
import { lampWith } from "../lamp.js";

const basic = { scheme: "basic" };
const broken = (members: Readonly<Record<string, unknown>>) =>
  validateThingDescription(lampWith(members)).map(({ pointer, assertion }) => `${assertion} ${pointer}`);

describe("the rules", () => {
  it("have distinct ids", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["the Thing's security, one name", { security: "nope" }, ["td-vocab-security--Thing /security"]],
    ["the Thing's security, a list", { security: ["basic", "nope"] }, ["td-vocab-security--Thing /security/1"]],
    ["the Thing's security, an inherited name", { security: "toString" }, ["td-vocab-security--Thing /security"]],
    [
      "the Thing's own Forms",
      { forms: [{ href: "x", op: "readallproperties", security: "nope" }] },
      ["td-vocab-security--Form /forms/0/security"],
    ],
    [
      "a Form of an affordance",
      { properties: { "a/b": { forms: [{ href: "x" }, { href: "x", security: ["nope", "basic"] }] } } },
      ["td-vocab-security--Form /properties/a~1b/forms/1/security/0"],
    ],
    [
      "a Form of an event",
      { events: { e: { forms: [{ href: "x", security: "nope" }] } } },
      ["td-vocab-security--Form /events/e/forms/0/security"],
    ],
    [
      "a combo's oneOf",
      { securityDefinitions: { basic, c: { scheme: "combo", oneOf: ["basic", "nope"] } }, properties: {} },
      ["td-vocab-oneOf--ComboSecurityScheme /securityDefinitions/c/oneOf/1"],
    ],
    [
      "a combo's allOf",
      { securityDefinitions: { basic, c: { scheme: "combo", allOf: ["nope", "basic"] } }, properties: {} },
      ["td-vocab-allOf--ComboSecurityScheme /securityDefinitions/c/allOf/0"],
    ],
    [
      "a combo of itself",
      { securityDefinitions: { basic, c: { scheme: "combo", oneOf: ["basic", "c"] } }, properties: {} },
      ["td-vocab-oneOf--ComboSecurityScheme /securityDefinitions/c/oneOf/1"],
    ],
    [
      "a circle of combos",
      {
        securityDefinitions: {
          basic,
          c: { scheme: "combo", oneOf: ["basic", "d"] },
          d: { scheme: "combo", allOf: ["c", "basic"] },
        },
        properties: {},
      },
      ["td-vocab-allOf--ComboSecurityScheme /securityDefinitions/d/allOf/0"],
    ],
  ])("find a name that is not defined in %s", (_place, members, findings) => {
    expect(broken(members)).toEqual(findings);
  });

  it("find an empty context, which the W3C schema lets pass", () => {
    expect(broken({ "@context": [] })).toEqual(["td-context /@context"]);
  });

  it("accept combos that share a scheme without a circle", () => {
    const securityDefinitions = {
      basic,
      key: { scheme: "apikey" },
      c: { scheme: "combo", allOf: ["basic", "key"] },
      d: { scheme: "combo", oneOf: ["c", "basic", "key"] },
    };
    expect(broken({ securityDefinitions, security: ["d", "c"], properties: {} })).toEqual([]);
  });

  it("follow a long chain of combos without recursion", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => [
      `c${i}`,
      { scheme: "combo", oneOf: [`c${i + 1}`, "basic"] },
    ]);
    const securityDefinitions = { ...Object.fromEntries(chain), basic, c20000: basic };
    expect(broken({ securityDefinitions, properties: {} })).toEqual([]);
  });

  it("report a hundred findings at most", () => {
    const security = Array.from({ length: 1000 }, (_, index) => `nope${index}`);
    expect(broken({ security })).toHaveLength(100);
  });
});
