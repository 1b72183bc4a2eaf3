import { describe, expect, it } from "vitest";
import { judgeDocument, judgeFully } from "../../src/index.js";
import { lamp } from "./lamp.js";

const td10 = { ...lamp, "@context": "https://www.w3.org/2019/wot/td/v1" };
const judged = (doc: unknown, options = {}) => judgeDocument(JSON.stringify(doc), options);

describe("a TD 1.0 document", () => {
  it("is judged as one", () => expect(judged(td10)).toMatchObject({ version: "1.0", verdict: "valid" }));

  it("needs no op in the Forms of the Thing and no contentType in a response, which TD 1.1 demands", () => {
    const more = {
      forms: [{ href: "http://lamp.example/all" }],
      properties: { level: { type: "integer", forms: [{ href: "http://lamp.example/level", response: {} }] } },
    };
    expect(judged({ ...td10, ...more }).verdict).toBe("valid");
    const found = judged({ ...lamp, ...more }).findings.map(({ assertion }) => assertion);
    expect(found).toEqual(
      expect.arrayContaining(["td-op-for-thing", "td-vocab-contentType--ExpectedResponse", "td-forms-response"]),
    );
  });

  it("is held to what both demand", () =>
    expect(judged({ ...td10, title: undefined }).findings).toMatchObject([{ assertion: "td-vocab-title--Thing" }]));

  it("is none when it names TD 1.1 too", () => {
    const both = ["https://www.w3.org/2019/wot/td/v1", "https://www.w3.org/2022/wot/td/v1.1"];
    expect(judged({ ...lamp, "@context": both }).version).toBe("1.1");
  });
});

describe("a document of the TD 2.0 draft", () => {
  const draft = { ...lamp, "@context": "https://www.w3.org/ns/wot-next/td" };

  it("names no namespace of a Recommendation", () =>
    expect(judged(draft).findings[0]).toMatchObject({ assertion: "td-context", pointer: "/@context" }));

  it("is taken as one where that is asked for", () => {
    expect(judged(draft, { draft: true })).toMatchObject({ version: "2.0 draft", verdict: "valid" });
    expect(judged(lamp, { draft: true }).version).toBe("1.1");
  });
});

describe("the level", () => {
  const undeclared = { ...lamp, "@type": "ex:Lamp" };

  it("makes a warning of a prefix that nobody declared, when it is basic", () => {
    expect(judged(undeclared)).toMatchObject({ verdict: "valid", findings: [{ assertion: "lint-undeclared-prefix" }] });
    expect(judged(undeclared, { level: "basic" }).verdict).toBe("warning");
  });

  const text = JSON.stringify(lamp);

  it("full goes on with the checks that it gets, each on a copy of its own", async () => {
    const seen: unknown[] = [];
    const check = async (document: unknown) => {
      seen.push(structuredClone(document));
      (document as { title: string }).title = "changed";
      return [];
    };
    expect(await judgeFully(text, { checks: [check, check] })).toEqual(judgeDocument(text));
    expect(seen).toEqual([lamp, lamp]);
  });

  it("full tells what they find, by assertion where they name one, with line and column", async () => {
    const finding = { code: "WOT_TD_INVALID", pointer: "/title", message: "no" } as const;
    const check = async () => [
      { ...finding, level: "warning" } as const,
      { ...finding, level: "error", pointer: "", assertion: "tm-extend" } as const,
    ];
    const { verdict, findings } = await judgeFully(JSON.stringify(lamp, null, 2), { checks: [check] });
    expect(verdict).toBe("invalid");
    expect(findings.filter(({ message }) => message === "no")).toMatchObject([
      { level: "error", assertion: "tm-extend", pointer: "", line: 1 },
      { level: "lint", assertion: "lint-linked-data", pointer: "/title", column: 12 },
    ]);
  });

  it("full looks no further at what is invalid", async () => {
    const check = () => Promise.reject(new Error("not to be called"));
    expect(await judgeFully("{}", { checks: [check] })).toEqual(judgeDocument("{}", { level: "basic" }));
  });

  it("full ends with the reason of a signal", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(judgeFully(text, { checks: [async () => []], signal })).rejects.toThrow("enough");
  });
});
