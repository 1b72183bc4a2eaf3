import type { DataSchema, Form, Link } from "@thingwright/td";
import { expect, it, describe as suite } from "vitest";
import { describe } from "../../../src/exposed/description.js";

const described = (thing: readonly Form[], uriVariables?: Record<string, DataSchema>) => {
  const none = new Map<string, never>();
  return describe({
    init: { title: "Lamp", ...(uriVariables === undefined ? {} : { uriVariables }) },
    id: "urn:lamp",
    properties: none,
    actions: none,
    events: none,
    forms: [{ properties: none, actions: none, events: none, thing }],
    prefixes: {},
  });
};

suite("a Thing Description", () => {
  it.each(["{?names}", "{?names*}", "{?x,names}"])("declares the variable of readmultipleproperties in %s", (query) => {
    const { uriVariables } = described([{ href: `/p${query}`, op: ["readmultipleproperties"] }], {
      x: { type: "null" },
    });
    expect(uriVariables).toEqual({ x: { type: "null" }, names: expect.objectContaining({ type: "string" }) });
  });

  it("has the produced links, and then those of its servers", () => {
    const none = new Map<string, never>();
    const served = (...links: readonly Link[]) => ({ properties: none, actions: none, events: none, thing: [], links });
    const init = { title: "Lamp", links: [{ href: "http://manual.example" }] };
    const source = { init, id: "urn:lamp", properties: none, actions: none, events: none, prefixes: {} };
    const { links } = describe({ ...source, forms: [served({ href: "mqtt://b/status" }), served()] });
    expect(links?.map(({ href }) => href)).toEqual(["http://manual.example", "mqtt://b/status"]);
    expect(describe({ ...source, init: { title: "Lamp" }, forms: [served()] }).links).toBeUndefined();
  });

  it("keeps a produced declaration of that name", () => {
    const names = { type: "string", enum: ["on"] } as const;
    expect(described([{ href: "/p{?names}", op: "readmultipleproperties" }], { names }).uriVariables).toEqual({
      names,
    });
  });

  it.each([
    [undefined, "https://www.w3.org/2022/wot/td/v1.1"],
    ["https://www.w3.org/2019/wot/td/v1", ["https://www.w3.org/2019/wot/td/v1", "https://www.w3.org/2022/wot/td/v1.1"]],
    [[{ x: "urn:x:" }], ["https://www.w3.org/2022/wot/td/v1.1", { x: "urn:x:" }]],
  ] as const)("has the context of TD 1.1 in its place (td-context), from %o", (context, expected) => {
    const none = new Map<string, never>();
    const init = { title: "Lamp", ...(context === undefined ? {} : { "@context": context }) };
    const source = { init, id: "urn:lamp", properties: none, actions: none, events: none, forms: [], prefixes: {} };
    expect(describe(source)["@context"]).toEqual(expected);
  });

  it.each([
    [{ scheme: "basic" }, "Authorization"],
    [{ scheme: "basic", in: "header" }, "Authorization"],
    [{ scheme: "basic", proxy: "http://proxy.example" }, "Proxy-Authorization"],
    [{ scheme: "basic", in: "query" }, undefined],
    [{ scheme: "basic", name: "X-User" }, "X-User"],
    [{ scheme: "bearer" }, undefined],
  ] as const)("names the header of %o (common-constraints-security-basic-name)", (definition, name) => {
    const none = new Map<string, never>();
    const init = { title: "Lamp", security: "sc", securityDefinitions: { sc: definition } };
    const { securityDefinitions } = describe({
      init,
      id: "urn:lamp",
      properties: none,
      actions: none,
      events: none,
      forms: [],
      prefixes: {},
    });
    expect(securityDefinitions.sc).toEqual(name === undefined ? definition : { ...definition, name });
  });

  it("declares nothing that no such Form names", () => {
    const forms: Form[] = [
      { href: "/p{?names}", op: "readallproperties" },
      { href: "/names", op: "readmultipleproperties" },
      { href: "/p{?surnames}", op: "readmultipleproperties" },
    ];
    expect(described(forms)).not.toHaveProperty("uriVariables");
  });
});
