import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { judgeDocument } from "../src/index.js";
import { knownFindings } from "./known-findings.js";

/** Thing Descriptions of others, which are not part of this project, with the W3C schema's verdict on each. */
const folder =
  process.env.THINGWRIGHT_TD_CORPUS === undefined
    ? new URL("../../../../shared/w3c/corpus/", import.meta.url)
    : pathToFileURL(`${process.env.THINGWRIGHT_TD_CORPUS}/`);
const manifestUrl = new URL("manifest.json", folder);

interface Entry {
  readonly path: string;
  readonly sha256: string;
  readonly kind: "td" | "tm" | "unparseable";
  readonly ajv?: { readonly td11?: "valid" | "invalid"; readonly tm11?: "valid" | "invalid" };
}

describe.skipIf(!existsSync(manifestUrl))("the corpus", () => {
  const entries = existsSync(manifestUrl) ? (JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[]) : [];
  const judged = () =>
    entries.map((entry) => {
      const { path } = entry;
      const url = new URL(path.split("/").map(encodeURIComponent).join("/"), folder);
      return { ...entry, judgement: judgeDocument(readFileSync(url)) };
    });

  it("has every document rejected that the W3C schema rejects or that is no JSON", () => {
    const passed = judged().filter(
      ({ kind, ajv, judgement }) =>
        (kind === "unparseable" || (kind === "td" && ajv?.td11 === "invalid")) && judgement.verdict !== "invalid",
    );
    expect(passed.map(({ path }) => path)).toEqual([]);
    expect(entries.length).toBeGreaterThan(1000);
  });

  it("has no error in a document that the W3C schemas accept, but those that were read and confirmed", () => {
    const found = judged()
      .filter(({ ajv }) => ajv?.td11 === "valid" || ajv?.tm11 === "valid")
      .flatMap(({ sha256, judgement: { findings } }) =>
        findings.filter(({ level }) => level === "error").map(({ assertion }) => [sha256, assertion] as const),
      );
    expect(new Map(found)).toEqual(knownFindings);
    expect(found.length).toBe(knownFindings.size);
  });
});
