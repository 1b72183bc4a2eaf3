import { isWotError } from "@thingwright/errors";
import { describe, expect, it } from "vitest";
import { fromAsyncApi, fromOpenApi, fromSdf } from "../../src/index.js";

const openapi = { openapi: "3.1.0", info: { title: "A", version: "1" } };
const cyclic: Record<string, unknown> = { ...openapi };
cyclic.paths = cyclic;

/** Documents that are meant to harm, for each function that reads. */
const hostile: Readonly<Record<string, unknown>> = {
  nothing: "",
  "a scalar": "42",
  "a list": "[1, 2]",
  "text that is neither": "{",
  "bytes that are no UTF-8": new Uint8Array([0xff, 0xfe, 0x7b]),
  "deep brackets": "[".repeat(100_000),
  "deep JSON": `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
  "a deep block": "- ".repeat(20_000),
  "an object within itself": cyclic,
  "a bomb of aliases": [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefghi".split("").map((name, n) => {
      const before = "abcdefgh"[n];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`;
    }),
  ].join("\n"),
  "very many aliases": `openapi: 3.1.0\nx: [${Array.from({ length: 100_000 }, (_, n) => `&a${n} 1, *a${n}`).join(", ")}]`,
  "an alias to itself": "a: &a\n  b: *a",
  "a text over the limit": `{"a":"${"x".repeat(4 * 1024 * 1024)}"}`,
};

describe.each([
  ["fromOpenApi", fromOpenApi],
  ["fromAsyncApi", fromAsyncApi],
  ["fromSdf", fromSdf],
] as const)("%s", (_, read) => {
  it.each(Object.entries(hostile))("answers %s with an error of ours", (_, input) => {
    let error: unknown;
    try {
      read(input as string);
    } catch (caught) {
      error = caught;
    }
    expect(isWotError(error)).toBe(true);
  });

  it("refuses a limit that is none", () => {
    expect(() => read({}, { maxOperations: 0 })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
  });
});

describe("a hostile OpenAPI document", () => {
  it.each([
    '{"openapi":"3.1.0","info":{"title":"A"},"__proto__":{"polluted":1}}',
    "openapi: 3.1.0\ninfo: { title: A }\n__proto__: { polluted: 1 }",
    '{"openapi":"3.1.0","info":{"title":"A"},"paths":{"/a":{"get":{"parameters":[{"name":"__proto__","in":"query"}]}}}}',
    '{"openapi":"3.1.0","info":{"title":"A"},"paths":{"/a":{"post":{"operationId":"__proto__"}}}}',
  ])("reaches no prototype by %s", (text) => {
    expect(() => fromOpenApi(text)).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID" }));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("may use names of inherited members", () => {
    const schema = { type: "object", properties: { toString: { type: "string" } } };
    const post = { operationId: "toString", requestBody: { content: { "application/json": { schema } } } };
    const security = [{ valueOf: [] }];
    const { document } = fromOpenApi({ ...openapi, paths: { "/b": { post: { ...post, security } } } });
    expect(Object.keys(document.actions!)).toEqual(["toString"]);
    expect(document.securityDefinitions.valueOf).toEqual({ scheme: "auto" });
  });

  it("may be YAML with aliases and texts that look like them", () => {
    const text =
      'openapi: 3.1.0\ninfo: { title: "*a", description: &d "&b *c" }\npaths: { /a: { get: { summary: *d } } }';
    const { document } = fromOpenApi(text);
    expect(document).toMatchObject({ title: "*a", description: "&b *c", properties: { a: { title: "&b *c" } } });
  });

  it("expands references to a limit", () => {
    const schemas: Record<string, unknown> = { s0: { type: "string" } };
    for (let n = 1; n < 20; n++) {
      const $ref = `#/components/schemas/s${n - 1}`;
      schemas[`s${n}`] = { type: "object", properties: { a: { $ref }, b: { $ref }, c: { $ref }, d: { $ref } } };
    }
    const content = { "application/json": { schema: { $ref: "#/components/schemas/s19" } } };
    const paths = { "/a": { get: { responses: { 200: { content } } } } };
    const { losses } = fromOpenApi({ ...openapi, paths, components: { schemas } }, { maxSchemas: 1000 });
    expect(losses).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("more than 1000 schemas") }),
    );
  });

  it("has no more operations than the limit", () => {
    const paths = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`/${n}`, { get: {} }]));
    const read = () => fromOpenApi({ ...openapi, paths }, { maxOperations: 10 });
    expect(read).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
  });

  it("is followed along references that lead in a circle", () => {
    const loop = { $ref: "#/components/responses/loop" };
    const paths = { "/a": { get: { responses: { 200: loop } } } };
    const { losses } = fromOpenApi({ ...openapi, paths, components: { responses: { loop } } });
    expect(losses.map(({ pointer }) => pointer)).toContain("/paths/~1a/get/responses/200");
  });
});
