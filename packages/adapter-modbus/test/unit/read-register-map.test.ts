import { describe, expect, it } from "vitest";
import { readRegisterMap } from "../../src/index.js";

const head = "title: Unit\nmaker: Acme\nproduct: U1\n";
const good = `${head}registers: [{ name: value, entity: InputRegister, address: 0x10 }]`;

describe("a register map", () => {
  it("is read from YAML and from JSON", () => {
    expect(readRegisterMap(good).registers[0]).toEqual({ name: "value", entity: "InputRegister", address: 16 });
    expect(readRegisterMap(JSON.stringify(readRegisterMap(good)))).toEqual(readRegisterMap(good));
  });

  it.each([
    ["no YAML", "title: [", ""],
    ["no object", "42", ""],
    ["no registers", head, ""],
    ["an unknown member", `${good}\ncolour: red`, ""],
    ["a register without an address", `${head}registers: [{ name: value }]`, "/registers/0"],
    ["an entity that there is not", `${head}registers: [{ name: a, address: 1, entity: File }]`, "/registers/0/entity"],
    ["an unknown model", `${good}\nas: toaster`, "/as"],
    ["a name for a prototype", `${head}registers: [{ name: __proto__, address: 1 }]`, "/registers/0/name"],
    [
      "a bit that is called like a prototype",
      `${head}registers: [{ name: a, address: 1, bits: { __proto__: 1 } }]`,
      "",
    ],
    ["too much", `${good}\ndescription: ${"x".repeat(2_000_000)}`, ""],
    ["aliases of aliases", `a: &a [x]\n${"b: [*a,*a,*a]\n".repeat(1)}`, ""],
  ])("with %s is refused with the place", (_, text, pointer) => {
    let refusal: unknown;
    try {
      readRegisterMap(text);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: "WOT_MAPPING", pointer: expect.stringContaining(pointer) });
  });
});
