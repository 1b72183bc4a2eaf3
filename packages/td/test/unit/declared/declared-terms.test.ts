import { describe, expect, it } from "vitest";
import { declaredTerms, prefixesOf } from "../../../src/declared/declared-terms.js";

const mqtt = "https://www.w3.org/2019/wot/mqtt#";

describe("The terms that an affordance declares", () => {
  it("are found by their IRI, whatever prefix the document has for it", () => {
    const prefixes = prefixesOf(["https://www.w3.org/2022/wot/td/v1.1", { m: mqtt, t: { "@id": "urn:t:" } }], {});
    const declared = declaredTerms({ "m:qos": "1", "t:x": 2 } as object, prefixes);
    expect(declared?.get(`${mqtt}qos`, "subscribeevent")).toBe("1");
    expect(declared?.get("urn:t:x", "subscribeevent")).toBe(2);
    expect(declared?.get("m:qos", "subscribeevent")).toBeUndefined();
  });

  it("have the prefixes of the servers where the document declares none", () => {
    const known = { mqv: mqtt };
    expect(
      declaredTerms({ "mqv:qos": "1" } as object, prefixesOf(undefined, known))?.get(`${mqtt}qos`, "readproperty"),
    ).toBe("1");
    const other = prefixesOf([{ mqv: "urn:other:" }], known);
    expect(declaredTerms({ "mqv:qos": "1" } as object, other)?.get(`${mqtt}qos`, "readproperty")).toBeUndefined();
  });

  it("are those of a Form for its operations before those of the affordance", () => {
    const init = {
      "mqv:qos": "0",
      forms: [{ op: ["writeproperty", "unobserveproperty"] as const, "mqv:qos": "2" }, { contentType: "text/plain" }],
    };
    const declared = declaredTerms(init, { mqv: mqtt });
    expect(declared?.get(`${mqtt}qos`, "writeproperty")).toBe("2");
    expect(declared?.get(`${mqtt}qos`, "observeproperty")).toBe("2");
    expect(declared?.get(`${mqtt}qos`, "readproperty")).toBe("0");
  });

  it("are none where nothing is declared, and names of prototypes are no prefixes", () => {
    expect(declaredTerms({ forms: [{ contentType: "text/plain" }] }, {})).toBeUndefined();
    const declared = declaredTerms({ "constructor:x": 1, "__proto__:x": 2 } as object, prefixesOf(["x"], {}));
    expect(declared?.get("constructor:x", "readproperty")).toBe(1);
    expect(declared?.get("__proto__:x", "readproperty")).toBe(2);
  });
});
