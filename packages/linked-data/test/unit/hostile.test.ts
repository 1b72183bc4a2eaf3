import { describe, expect, it } from "vitest";
import * as linkedData from "../../src/index.js";

const { canonicalRdf, canonicalize, checkLinkedData, compact, diff, diffRdf, expand, sign, toRdf, verify } = linkedData;
const key = { kty: "EC", crv: "P-256", x: "a", y: "b", d: "c" };

const functions: readonly (readonly [string, (document: object) => unknown])[] = [
  ["expand", (document) => expand(document)],
  ["toRdf", (document) => toRdf(document)],
  ["canonicalRdf", (document) => canonicalRdf(document)],
  ["canonicalize", (document) => canonicalize(document)],
  ["compact", (document) => compact(document)],
  ["checkLinkedData", (document) => checkLinkedData(document)],
  ["diff", (document) => diff(document, {})],
  ["diffRdf", (document) => diffRdf({}, document)],
  ["sign", (document) => sign(document, key)],
  ["verify", (document) => verify(document, key)],
];

/** What no caller with types would give, and what a peer's document may hold. */
const documents: readonly unknown[] = [
  ...[
    null,
    undefined,
    7,
    Symbol("x"),
    () => 1,
    "",
    "null",
    "[]",
    "[",
    new Uint8Array([0xff]),
    [],
    new Date(),
    new Map(),
  ],
  ...[{ "@id": 7 }, { "@type": {} }, { "@graph": null }, { "@reverse": 1 }, { "@list": [] }, { "@value": {} }],
  ...[
    [[[[]]]],
    { "@vocab": 7 },
    { "@import": "x" },
    { a: { "@id": "@type", "@container": "@set" } },
    { a: "a:b" },
    "x",
  ].map((context) => ({ "@context": context, a: [7] })),
  { "tw:proof": "e30..e30", "@context": [null, 7, { tw: null }] },
  { forms: [[{ op: {} }], null], properties: { a: null, b: { forms: { a: 1 } } }, securityDefinitions: { a: [] } },
  {
    get a() {
      throw new Error("no");
    },
  },
  new Proxy(
    {},
    {
      ownKeys() {
        throw new Error("no");
      },
    },
  ),
  `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
  { "@context": Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`a${i}`, `a${i + 1}:x`])), a0: 1 },
];

describe.each(functions)("%s", (_, run) => {
  it.each(documents.map((document, index) => [index, document]))(
    "fails with an error of ours or not at all: %i",
    async (_, document) => {
      try {
        await run(document as object);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^WOT_/) });
        expect(error).not.toMatchObject({ code: "WOT_INTERNAL" });
      }
    },
  );
});

describe("the limits", () => {
  const contexts = (count: number) => Array.from({ length: count }, (_, i) => ({ [`term${i}`]: "urn:x" }));
  it.each<[string, object]>([
    ["too many values", { "@context": { p: "urn:p" }, p: Array.from({ length: 10_000 }, (_, i) => i) }],
    ["too many contexts in a row", { "@context": contexts(5000) }],
    [
      "a large context for many objects",
      { "@context": contexts(500), "@graph": Array.from({ length: 9000 }, () => ({})) },
    ],
    [
      "terms that are defined by terms",
      { "@context": Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [`a${i}`, `a${i + 1}:x`])), a0: 1 },
    ],
  ])("refuse %s", async (_, document) => {
    await expect(expand(document)).rejects.toMatchObject({ code: "WOT_TD_LIMIT" });
    expect(await checkLinkedData(document)).toMatchObject([{ level: "error", code: "WOT_TD_LIMIT" }]);
  });

  it.each([{ maxDepth: 0 }, { maxDepth: 513 }, { maxQuads: 1.5 }, { deadlineMs: Infinity }, { maxDocumentBytes: NaN }])(
    "have to be numbers that make sense, not %j",
    async (limits) => {
      await expect(expand({}, { limits })).rejects.toMatchObject({ code: "WOT_RANGE" });
      await expect(checkLinkedData({}, { limits })).rejects.toMatchObject({ code: "WOT_RANGE" });
      expect(() => diff({}, {}, { limits })).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
    },
  );
});
