import { describe, expect, it } from "vitest";
import {
  actionDefaults,
  compileDataSchema,
  effectiveForms,
  parseThingDescription,
  propertyDefaults,
  securityDefaults,
  validateThingDescription,
} from "../src/index.js";
import { lamp, lampWith } from "./unit/lamp.js";

const formWith = (form: object, property: object = {}) =>
  effectiveForms(
    lampWith({ properties: { p: { ...property, forms: [{ href: "p", ...form }] } } }),
    "property",
    "p",
  )[0]!;
const operationsOf = (property: object) => formWith({}, property).op;

describe("TD 1.1 §5.4, default values", () => {
  it("td-default-readOnly: a property is read-only where it says so alone", () => {
    expect(propertyDefaults({}).readOnly).toBe(false);
    expect(propertyDefaults({ readOnly: true }).readOnly).toBe(true);
  });

  it("td-default-writeOnly: a property is write-only where it says so alone", () => {
    expect(propertyDefaults({}).writeOnly).toBe(false);
    expect(propertyDefaults({ writeOnly: true }).writeOnly).toBe(true);
  });

  it("td-default-observable: a property is observable where it says so alone", () => {
    expect(propertyDefaults({}).observable).toBe(false);
    expect(propertyDefaults({ observable: true }).observable).toBe(true);
  });

  it("td-default-safe: an action is safe where it says so alone", () => {
    expect(actionDefaults({}).safe).toBe(false);
    expect(actionDefaults({ safe: true }).safe).toBe(true);
  });

  it("td-default-idempotent: an action is idempotent where it says so alone", () => {
    expect(actionDefaults({}).idempotent).toBe(false);
    expect(actionDefaults({ idempotent: true }).idempotent).toBe(true);
  });

  it("td-default-contentType: a Form speaks JSON unless it says otherwise", () => {
    expect(formWith({}).contentType).toBe("application/json");
    expect(formWith({ contentType: "text/plain" }).contentType).toBe("text/plain");
  });

  it("td-expectedResponse-default-contentType: a response has the content type of its Form unless there is one", () => {
    expect(formWith({ contentType: "a/b" }).response.contentType).toBe("a/b");
    expect(formWith({ contentType: "a/b", response: { contentType: "c/d" } }).response.contentType).toBe("c/d");
  });

  it("td-default-success: an additional response is a failure unless it says otherwise", () => {
    const { additionalResponses } = formWith({ additionalResponses: [{}, { success: true }] });
    expect(additionalResponses.map(({ success }) => success)).toEqual([false, true]);
  });

  it("td-default-AdditionalResponseContentType: an additional response has the content type of its Form unless it has one", () => {
    const { additionalResponses } = formWith({
      contentType: "a/b",
      additionalResponses: [{ success: true }, { contentType: "c/d" }],
    });
    expect(additionalResponses.map(({ contentType }) => contentType)).toEqual(["a/b", "c/d"]);
  });

  it("td-default-op-properties: a Form of a property reads and writes, as far as the property allows", () => {
    expect(operationsOf({})).toEqual(["readproperty", "writeproperty"]);
    expect(operationsOf({ readOnly: true })).toEqual(["readproperty"]);
    expect(operationsOf({ writeOnly: true })).toEqual(["writeproperty"]);
  });

  it("td-default-op-actions: a Form of an action invokes it", () => {
    expect(effectiveForms(lamp, "action", "toggle")[0]!.op).toEqual(["invokeaction"]);
  });

  it("td-default-op-events: a Form of an event subscribes and unsubscribes", () => {
    expect(effectiveForms(lamp, "event", "overheated")[0]!.op).toEqual(["subscribeevent", "unsubscribeevent"]);
  });

  it.each([
    ["td-default-in-basic", { scheme: "basic" }, { in: "header" }],
    ["td-default-in-digest", { scheme: "digest" }, { in: "header" }],
    ["td-default-qop", { scheme: "digest" }, { qop: "auth" }],
    ["td-default-in-apikey", { scheme: "apikey" }, { in: "query" }],
    ["td-default-in-bearer", { scheme: "bearer" }, { in: "header" }],
    ["td-default-alg", { scheme: "bearer" }, { alg: "ES256" }],
    ["td-default-format", { scheme: "bearer" }, { format: "jwt" }],
  ] as const)("%s: a scheme has it where it has none of its own", (_, scheme, defaults) => {
    expect(securityDefaults(scheme)).toMatchObject(defaults);
    const own = Object.fromEntries(Object.keys(defaults).map((name) => [name, "own"]));
    expect(securityDefaults({ ...scheme, ...own } as Parameters<typeof securityDefaults>[0])).toMatchObject(own);
  });

  it("td-vocabulary-defaults: every default of the table is in place at once", () => {
    const { form: _, ...effective } = formWith({ additionalResponses: [{}] });
    expect(effective).toMatchObject({
      op: ["readproperty", "writeproperty"],
      contentType: "application/json",
      response: { contentType: "application/json" },
      additionalResponses: [{ success: false, contentType: "application/json" }],
    });
    expect({ ...propertyDefaults({}), ...actionDefaults({}) }).toEqual({
      ...{ readOnly: false, writeOnly: false, observable: false },
      ...{ safe: false, idempotent: false },
    });
    const bearer = securityDefaults({ scheme: "bearer" });
    expect(bearer).toEqual({ scheme: "bearer", in: "header", alg: "ES256", format: "jwt" });
    expect(securityDefaults({ scheme: "digest" })).toEqual({ scheme: "digest", in: "header", qop: "auth" });
  });
});

describe("TD 1.1 §5.3.2, the format of a data schema", () => {
  const accepts = (format: string, value: unknown) =>
    compileDataSchema({ type: "string", format }).check(value).length === 0;

  it("td-format-validation-known-values: a value that is not of a known format is found", () => {
    expect(accepts("date-time", "2026-01-31T12:00:00Z")).toBe(true);
    expect(accepts("date-time", "yesterday")).toBe(false);
  });

  it("td-format-validation-other-values: any text is of a format that nobody knows", () => {
    expect(accepts("never-heard-of", "yesterday")).toBe(true);
  });
});

describe("TD 1.1 §6, the representation as JSON", () => {
  it("td-processor-serialization: a description that was read and written again says the same", () => {
    const text = JSON.stringify(lamp);
    const read = parseThingDescription(text);
    expect(read.ok && JSON.stringify(read.thing)).toBe(text);
    expect(parseThingDescription(new TextEncoder().encode(text)).ok).toBe(true);
  });

  it("td-json-open_accept-byte-order: a byte order mark is passed over, in text and in bytes", () => {
    const text = `\ufeff${JSON.stringify(lamp)}`;
    expect(parseThingDescription(text).ok).toBe(true);
    expect(parseThingDescription(new TextEncoder().encode(text)).ok).toBe(true);
  });

  it("security-no-execution: a document that is a program is refused, and not run", () => {
    const program = `(globalThis.wasRun = true, ${JSON.stringify(lamp)})`;
    expect(parseThingDescription(program)).toMatchObject({ ok: false, findings: [{ code: "WOT_TD_SYNTAX" }] });
    expect(globalThis).not.toHaveProperty("wasRun");
  });

  it("td-context-default-language-direction-independence: each text is kept as it is, whatever stands beside it", () => {
    const titles = { en: "\u202eLamp", ar: "مصباح", he: "מנורה 1" };
    const read = parseThingDescription(JSON.stringify({ ...lamp, title: titles.en, titles }));
    expect(read.ok && read.thing.titles).toEqual(titles);
    expect(read.ok && read.thing.title).toBe(titles.en);
  });
});

describe("TD 1.1 §5.3.1.1, descriptions of version 1.0", () => {
  const former = { ...lamp, "@context": "https://www.w3.org/2019/wot/td/v1" };

  it("td-context-ns-td10-namespacev10: a description of version 1.0 is taken, with what version 1.1 demands more", () => {
    expect(validateThingDescription(former)).toEqual([]);
    const open = {
      ...former,
      forms: [{ href: "all" }],
      properties: { on: { type: "boolean", forms: [{ href: "on", response: {} }] } },
    };
    expect(validateThingDescription(open)).toEqual([]);
    expect(validateThingDescription({ ...open, "@context": lamp["@context"] })).toHaveLength(2);
  });
});
