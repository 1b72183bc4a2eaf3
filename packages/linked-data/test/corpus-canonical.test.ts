import { existsSync, readFileSync } from "node:fs";
import { generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";
import { canonicalize, diff, diffRdf, sign, verify } from "../src/index.js";

const manifestUrl = new URL("manifest.json", tdCorpus);

interface Entry {
  readonly path: string;
  readonly kind: "td" | "tm" | "unparseable";
  readonly context?: string;
}

/** `value` with the members of every object the other way round. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
};

const documents = () =>
  (JSON.parse(readFileSync(manifestUrl, "utf8")) as readonly Entry[])
    .filter(({ kind }) => kind !== "unparseable")
    .map((entry) => ({ ...entry, text: readFileSync(corpusFile(entry.path), "utf8").replace(/^\uFEFF/, "") }))
    .map((entry) => ({ ...entry, document: JSON.parse(entry.text) as Record<string, unknown> }))
    .filter(({ document }) => !Array.isArray(document));

describe.skipIf(!existsSync(manifestUrl))("every document of the corpus", () => {
  it("has one canonical text, whatever the order of members, and no difference from it", {
    timeout: 120_000,
  }, async () => {
    for (const { path, text, document } of documents()) {
      const canonical = await canonicalize(text);
      expect(await canonicalize(reversed(document) as object), path).toBe(canonical);
      expect(await canonicalize(canonical), path).toBe(canonical);
      expect(diff(document, canonical), path).toEqual([]);
      expect(diff(reversed(document) as object, document), path).toEqual([]);
    }
  });

  it("differs when a member is gone, and the difference says which", { timeout: 120_000 }, () => {
    for (const { path, document } of documents()) {
      for (const name of Object.keys(document)) {
        const { [name]: gone, ...rest } = document;
        const differences = diff(document, rest);
        const isEmptyMap = typeof gone === "object" && gone !== null && Object.keys(gone).length === 0;
        if (!isEmptyMap) expect(differences.length, `${path} ${name}`).toBeGreaterThan(0);
        // Without its type, a Thing Model is judged as a Thing Description, which has defaults.
        if (name === "@type") continue;
        expect(
          differences.every(({ pointer }) => pointer.startsWith(`/${name.replaceAll("/", "~1")}`)),
          path,
        ).toBe(true);
      }
    }
  });

  it("makes the same statements in another order", { timeout: 120_000 }, async () => {
    for (const { path, document, context } of documents()) {
      if (context !== "td-1.1" && context !== "td-1.0") continue;
      const difference = await diffRdf(document, reversed(document) as object).catch(() => undefined);
      if (difference !== undefined) expect(difference, path).toEqual({ removed: [], added: [] });
    }
  });

  it("is verified once it is signed, and not once it is changed, of every fifth", { timeout: 120_000 }, async () => {
    const { privateKey, publicKey } = await generateKeyPair("Ed25519");
    for (const { path, document } of documents().filter((_, index) => index % 5 === 0)) {
      const signed = await sign(document, privateKey, { algorithm: "Ed25519" });
      expect(await verify(JSON.stringify(reversed(signed)), publicKey), path).toEqual({ algorithm: "Ed25519" });
      await expect(verify({ ...signed, title: "changed" }, publicKey), path).rejects.toMatchObject({
        code: "WOT_TD_SIGNATURE",
      });
    }
  });
});
