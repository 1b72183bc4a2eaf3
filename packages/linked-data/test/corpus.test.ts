import { existsSync, readFileSync } from "node:fs";
import jsonld from "jsonld";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";
import { loadContexts } from "../src/check/load-contexts.js";
import { lostNames } from "../src/check/lost-names.js";
import {
  builtInContexts,
  type Contexts,
  canonicalRdf,
  compact,
  documentLoader,
  type LinkedDataOptions,
} from "../src/index.js";
import { notJsonLd, unknownContexts } from "./not-json-ld.js";

/** The W3C's own files, which lie beside the corpus. */
const resources = new URL("../resources/", tdCorpus);
const manifestUrl = new URL("manifest.json", tdCorpus);
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
  readonly sha256: string;
  readonly kind: "td" | "tm" | "unparseable";
}

const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, "utf8").replace(/^\uFEFF/, ""));
const outcome = (document: Uint8Array, options: LinkedDataOptions) =>
  canonicalRdf(document, options).then(
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
  const documents = () =>
    (readJson(manifestUrl) as readonly Entry[])
      .filter(({ kind }) => kind !== "unparseable")
      .map((entry) => ({ ...entry, bytes: readFileSync(corpusFile(entry.path)) }));

  it("becomes the same dataset with our contexts as with the W3C's", { timeout: 300_000 }, async () => {
    const w3c: Contexts = new Map(
      Object.entries(contextFiles).map(([url, file]) => [url, readJson(new URL(file, resources)) as never]),
    );
    const differing: string[] = [];
    const refused: [string, string][] = [];
    const unknown = new Map<string, number>();
    let same = 0;
    for (const { path, sha256, bytes } of documents()) {
      const ours = await outcome(bytes, {});
      const theirs = await outcome(bytes, { contexts: w3c });
      const url = /the context <(.*)> is not known/.exec(ours.error ?? "")?.[1];
      if (ours.quads !== theirs.quads || ours.error !== theirs.error) differing.push(path);
      else if (url !== undefined) unknown.set(url, (unknown.get(url) ?? 0) + 1);
      else if (ours.error !== undefined) refused.push([sha256, ours.error]);
      else same += 1;
    }
    expect(differing).toEqual([]);
    expect(Object.fromEntries(refused)).toEqual(notJsonLd);
    expect(Object.fromEntries(unknown)).toEqual(unknownContexts);
    expect(same).toBe(735);
  });

  it("says the same after compaction, or is refused: with a direction of text, and with names of TD 1.1 outside its context", {
    timeout: 300_000,
  }, async () => {
    const lost: string[] = [];
    let same = 0;
    for (const { path, bytes } of documents()) {
      if ((await outcome(bytes, {})).error !== undefined) continue;
      const error = await compact(bytes).then(() => undefined, String);
      if (error === undefined) same += 1;
      else lost.push(path);
    }
    expect(same).toBeGreaterThan(700);
    expect(lost.sort()).toEqual([
      "playground/td-1.1/examples__td__11-multilanguage__string-direction.td.jsonld",
      "playground/td-1.1/examples__tds__valid__languageDirection.json",
      "playground/tm/examples__tms__invalid__absent_context.json",
    ]);
  });
});

describe.skipIf(!here)("the names that checkLinkedData says get lost", () => {
  it("are those that the library drops", { timeout: 300_000 }, async () => {
    /** Keywords of contexts outside of one are dropped by the library without an event. */
    const silent = new Set(["@vocab", "@version"]);
    const differing: string[] = [];
    let documents = 0;
    for (const { path, kind } of readJson(manifestUrl) as readonly Entry[]) {
      const document = kind === "unparseable" ? undefined : (readJson(corpusFile(path)) as object);
      const dropped = document === undefined ? undefined : await droppedByLibrary(document);
      if (document === undefined || dropped === undefined) continue;
      const { contexts } = await loadContexts(document, documentLoader());
      const lost = [...lostNames(document, contexts)].filter(({ kind }) => kind === "undefined-term");
      const names = new Set(lost.map(({ name }) => name).filter((name) => !silent.has(name)));
      if ([...names].sort().join() !== [...dropped].sort().join()) differing.push(path);
      documents += 1;
    }
    expect(differing).toEqual([]);
    expect(documents).toBeGreaterThan(700);
  });
});

/** Names for which the library says that it drops them; `undefined` for what is not JSON-LD. */
async function droppedByLibrary(document: object): Promise<ReadonlySet<string> | undefined> {
  const names = new Set<string>();
  const eventHandler = ({ event }: { event: { code: string; details: { property: string } } }) => {
    if (event.code === "invalid property") names.add(event.details.property);
  };
  const options = { documentLoader: documentLoader(), eventHandler } as object;
  return jsonld.expand(document as never, options).then(
    () => names,
    () => undefined,
  );
}
