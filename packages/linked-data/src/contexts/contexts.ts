import { didService, directory } from "./directory.js";
import { type JsonLdContext, jsonLdContext } from "./json-ld-context.js";
import { thing } from "./thing.js";

/** Context documents by their URL: what a document loader answers with. */
export type Contexts = ReadonlyMap<string, { readonly "@context": unknown }>;

const thingContext: JsonLdContext = { ...jsonLdContext(thing), "@version": 1.1 };

/**
 * The contexts that need no network. The URL of TD 1.0 has the terms of TD 1.1, as the W3C publishes them in one file
 * for both.
 */
export const builtInContexts: Contexts = new Map([
  ["https://www.w3.org/2022/wot/td/v1.1", { "@context": thingContext }],
  ["https://www.w3.org/2019/wot/td/v1", { "@context": thingContext }],
  ["https://www.w3.org/2022/wot/discovery", { "@context": jsonLdContext(directory) }],
  ["https://www.w3.org/2022/wot/discovery-did", { "@context": jsonLdContext(didService) }],
]);
