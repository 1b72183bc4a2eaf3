import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../../../test/td-corpus.js";
import { judgeDocument, upgradeDocument } from "../../../src/index.js";

const td10 = "https://www.w3.org/2019/wot/td/v1";
const td11 = "https://www.w3.org/2022/wot/td/v1.1";

const lamp = {
  title: "Lamp",
  "@context": [td10, { "@language": "en" }],
  security: ["plain", "key"],
  securityDefinitions: { plain: { scheme: "basic" }, key: { scheme: "apikey", in: "header", name: "X-Key" } },
  properties: {
    on: { type: "boolean", forms: [{ href: "https://lamp.example/on", security: ["plain", "key"] }] },
  },
  events: {
    burnt: { data: { type: "string" }, forms: [{ href: "https://lamp.example/burnt", subprotocol: "longpoll" }] },
  },
};

const upgraded = (document: unknown) => upgradeDocument(document).document as typeof lamp & Record<string, unknown>;

describe("upgradeDocument", () => {
  it("names TD 1.1 and keeps the order of members and the argument", () => {
    const before = JSON.stringify(lamp);
    const document = upgraded(lamp);
    expect(document["@context"]).toEqual([td11, { "@language": "en" }]);
    expect(Object.keys(document)).toEqual(Object.keys(lamp));
    expect(JSON.stringify(lamp)).toBe(before);
    expect(judgeDocument(JSON.stringify(document))).toMatchObject({ version: "1.1", verdict: "valid" });
  });

  it("names TD 1.1 where @context is a string", () => {
    expect(upgraded({ ...lamp, "@context": td10 })["@context"]).toBe(td11);
  });

  it("writes out the default of event forms, which TD 1.1 has changed", () => {
    const { document, changes } = upgradeDocument(lamp);
    expect((document as typeof lamp).events.burnt.forms[0]).toEqual({
      ...lamp.events.burnt.forms[0],
      op: "subscribeevent",
    });
    expect(changes.map(({ pointer }) => pointer)).toContain("/events/burnt/forms/0/op");
  });

  it("combines several schemes, once for each combination, under a name that is free", () => {
    const { document, open } = upgradeDocument({
      ...lamp,
      securityDefinitions: { ...lamp.securityDefinitions, combined_sc: { scheme: "nosec" } },
    });
    const { security, securityDefinitions, properties } = document as typeof lamp;
    expect(security).toBe("combined_sc_2");
    expect(properties.on.forms[0]!.security).toBe("combined_sc_2");
    expect(securityDefinitions).toMatchObject({ combined_sc_2: { scheme: "combo", allOf: ["plain", "key"] } });
    expect(open.map(({ pointer }) => pointer)).toEqual(["/securityDefinitions/combined_sc_2"]);
  });

  it("takes the authorization from a client flow, and leaves open what no rule can know", () => {
    const { document, open } = upgradeDocument({
      ...lamp,
      security: "a",
      securityDefinitions: {
        ...lamp.securityDefinitions,
        a: { scheme: "oauth2", flow: "client", token: "https://a.example/t", authorization: "https://a.example/" },
        b: { scheme: "oauth2", flow: "implicit", authorization: "https://a.example/" },
        c: { scheme: "cert" },
        d: { scheme: "oauth2", flow: "code", authorization: "https://a.example/" },
      },
    });
    expect((document as { securityDefinitions: object }).securityDefinitions).toMatchObject({
      a: { scheme: "oauth2", flow: "client", token: "https://a.example/t" },
    });
    expect(JSON.stringify(open)).toMatch(/b\/flow.*c\/scheme/);
    expect(open.some(({ pointer }) => pointer.startsWith("/securityDefinitions/d"))).toBe(true);
  });

  it("says what a form of the Thing is for, and that this is to be looked at", () => {
    const { document, changes, open } = upgradeDocument({
      ...lamp,
      forms: [{ href: "https://lamp.example/all" }, { href: "https://lamp.example/all", "htv:methodName": "PUT" }],
    });
    expect(document).toMatchObject({ forms: [{ op: "readallproperties" }, { op: "writeallproperties" }] });
    for (const list of [changes, open]) expect(list.map(({ pointer }) => pointer)).toContain("/forms/1/op");
  });

  it("mends what can be mended in one way", () => {
    const on = { ...lamp.properties.on, readonly: true };
    const { document, changes } = upgradeDocument({ ...lamp, properties: { on } });
    expect(document).toMatchObject({ properties: { on: { readOnly: true } } });
    expect(changes.map(({ pointer }) => pointer)).toContain("/properties/on/readonly");
  });

  it("leaves a TD 1.1 document as it is, and says of what is none why", () => {
    const both = { ...lamp, "@context": [td10, td11] };
    expect(upgradeDocument(both)).toEqual({ document: both, changes: [], open: [] });
    for (const value of [null, 4, "text", [lamp], {}, { "@context": "https://a.example/" }]) {
      const { document, changes, open } = upgradeDocument(value);
      expect(document).toBe(value);
      expect([changes.length, open.length]).toEqual([0, 1]);
    }
  });
});

interface Entry {
  readonly path: string;
  readonly kind: string;
  readonly context?: string;
  readonly ajv?: { readonly td10?: string };
}
const manifest = new URL("manifest.json", tdCorpus);

describe.skipIf(!existsSync(manifest))("upgradeDocument, of the corpus", () => {
  const entries = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, "utf8")) as readonly Entry[]) : [];

  it("makes a valid TD 1.1 of every valid TD 1.0", { timeout: 60_000 }, () => {
    const valid = entries
      .filter(({ kind, context, ajv }) => kind === "td" && context === "td-1.0" && ajv?.td10 === "valid")
      .map(({ path }) => ({ path, text: readFileSync(corpusFile(path), "utf8") }))
      .filter(({ text }) => judgeDocument(text).verdict !== "invalid");
    const broken = valid.flatMap(({ path, text }) => {
      const judgement = judgeDocument(JSON.stringify(upgradeDocument(JSON.parse(text)).document));
      const errors = judgement.findings.filter(({ level }) => level === "error");
      return judgement.version === "1.1" && errors.length === 0
        ? []
        : [`${path}: ${errors.map(({ assertion, message }) => `${assertion} ${message}`).join("; ")}`];
    });
    expect(broken).toEqual([]);
    expect(valid.length).toBeGreaterThan(90);
  });
});
