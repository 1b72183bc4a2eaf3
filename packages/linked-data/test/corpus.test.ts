import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { builtInContexts, type Contexts, canonicalize, type LinkedDataOptions } from "../src/index.js";

/**
 * Thing Descriptions and contexts of others, which are not part of this project. Looked for beside the checkout, or
 * where the environment says; the resources of the W3C lie beside the corpus.
 */
const corpus =
  process.env.THINGWRIGHT_TD_CORPUS === undefined
    ? new URL("../../../../shared/w3c/corpus/", import.meta.url)
    : pathToFileURL(`${process.env.THINGWRIGHT_TD_CORPUS}/`);
const resources = new URL("../resources/", corpus);
const manifestUrl = new URL("manifest.json", corpus);
const contextFiles = {
  "https://www.w3.org/2022/wot/td/v1.1": "td/v1.1/context/td-context-1.1.jsonld",
  "https://www.w3.org/2019/wot/td/v1": "td/v1/context/td-context-1.1.jsonld",
  "https://www.w3.org/2022/wot/discovery": "discovery/v1/context/discovery-core.jsonld",
  "https://www.w3.org/2022/wot/discovery-did": "discovery/v1/context/discovery-did.jsonld",
};
const here =
  existsSync(manifestUrl) && existsSync(new URL(contextFiles["https://www.w3.org/2022/wot/td/v1.1"], resources));

interface Entry {
  readonly path: string;
  readonly kind: string;
  readonly contexts?: readonly string[];
}

const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, "utf8").replace(/^\uFEFF/, ""));
const outcome = (document: unknown, options: LinkedDataOptions) =>
  canonicalize(document, options).then(
    (quads) => ({ quads, error: undefined }),
    (error: Error) => ({ quads: undefined, error: error.message }),
  );

/** A context with `{ "@id": iri }` written as `iri`, the one freedom that the tables take. */
const plain = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "@id") return entries[0][1];
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)]));
};

describe.skipIf(!here)("the built-in contexts", () => {
  it.each(Object.entries(contextFiles))("define every term of %s as the W3C's file does, and no other", (url, file) => {
    expect(plain(builtInContexts.get(url))).toEqual(plain(readJson(new URL(file, resources))));
  });
});

describe.skipIf(!here)("the corpus", () => {
  it("becomes the same dataset with our contexts as with the W3C's", { timeout: 300_000 }, async () => {
    const w3c: Contexts = new Map(
      Object.entries(contextFiles).map(([url, file]) => [url, readJson(new URL(file, resources)) as never]),
    );
    const differing: string[] = [];
    const failing: string[] = [];
    let same = 0;
    for (const { path } of entries()) {
      const document = readJson(new URL(path.split("/").map(encodeURIComponent).join("/"), corpus));
      const ours = await outcome(document, {});
      const theirs = await outcome(document, { contexts: w3c });
      if (ours.quads !== theirs.quads || ours.error !== theirs.error) differing.push(path);
      else if (ours.quads === undefined) failing.push(`${path}: ${ours.error}`);
      else if (ours.quads.length > 0) same += 1;
    }
    console.info(`${same} the same; ${failing.length} are not usable as JSON-LD with either:\n${failing.join("\n")}`);
    expect(differing).toEqual([]);
    expect(same).toBeGreaterThan(200);
  });
});

/** Thing Descriptions whose contexts are all built in; a context within the document may still refuse. */
function entries(): readonly Entry[] {
  const known = (contexts: readonly string[] = []) =>
    contexts.length > 0 && contexts.every((url) => builtInContexts.has(url));
  return (readJson(manifestUrl) as readonly Entry[]).filter(({ kind, contexts }) => kind === "td" && known(contexts));
}
