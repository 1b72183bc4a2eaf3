import { ThingDescriptionError } from "@thingwright/errors";
import { propertyOperations } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { demanding, demandsOf } from "../../../../src/exposed/access/demand.js";

const demands = (forms: Parameters<typeof demandsOf>[0]) => [...demandsOf(forms, propertyOperations, "/properties/on")];

describe("the demands of Forms", () => {
  it("are for the operations of the Form, and for the end of a subscription too", () => {
    expect(demands([{ op: "writeproperty", security: "b" }, { op: ["observeproperty"], scopes: "s" }, {}])).toEqual([
      ["writeproperty", { security: "b" }],
      ["observeproperty", { scopes: "s" }],
    ]);
  });

  it("are for every operation where the Form names none", () => {
    const all = demandsOf([{ security: "b" }], propertyOperations, "");
    expect([...all.keys()]).toEqual([...propertyOperations]);
  });

  it("must not differ from Form to Form of one operation", () => {
    const same = { op: "readproperty", security: "b" } as const;
    expect(demands([same, { ...same, contentType: "application/cbor" }])).toHaveLength(1);
    expect(() => demands([same, { ...same, security: "c" }])).toThrow(ThingDescriptionError);
  });

  it("are all that counts of a Form for the sharing of plans", () => {
    expect(
      demanding([
        { href: "http://h/", op: "readproperty" },
        { href: "http://h/", scopes: ["s"] },
      ]),
    ).toEqual([{ scopes: ["s"] }]);
  });
});
