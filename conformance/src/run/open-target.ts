import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { parseThingDescription, type ThingDescription } from "@thingwright/td";
import type { Means, Subject } from "../subject.js";
import { type HttpRequest, isSuccess } from "../wire/http/http-exchange.js";

/** Most Things that one listing may bring. */
export const maxListedThings = 1_000;

/** The Things of a target. */
export interface OpenTarget {
  readonly subjects: readonly Subject[];
  /** How many more a listing has. */
  readonly omittedThings: number;
}

/**
 * The Things that a target stands for: an array of Thing Descriptions is one Thing each, anything else is one Thing.
 *
 * @param target - URL of http or https, name of a file, or a Thing Description
 * @throws {UsageError} WOT_ARGUMENT for another scheme or a file that cannot be read
 */
export async function openTarget(target: string | ThingDescription, means: Means): Promise<OpenTarget> {
  if (typeof target !== "string") return single(fromObject(target, means));
  if (/^https?:\/\//i.test(target)) return fromAddress(target, means);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(target)) {
    throw new UsageError("WOT_ARGUMENT", `${target} is neither a file nor an address of http or https`);
  }
  return fromBytes(await contentOf(target), means);
}

/** A GET for a Thing Description, or for what else there is in JSON. */
export function descriptionRequest(url: string): HttpRequest {
  const accept = "application/td+json, application/ld+json;q=0.9, application/json;q=0.8";
  return { method: "GET", url, headers: [["Accept", accept]] };
}

async function fromAddress(address: string, means: Means): Promise<OpenTarget> {
  if (!URL.canParse(address)) throw new UsageError("WOT_ARGUMENT", `${address} is no URL`);
  const exchange = await means.http.ask(descriptionRequest(address));
  const retrieval = { address, exchange };
  if (exchange.response === undefined || !isSuccess(exchange.response)) {
    return single({ retrieval, findings: [], ...means });
  }
  return fromBytes(exchange.response.body, means, { retrieval });
}

function fromBytes(bytes: Uint8Array, means: Means, origin: Pick<Subject, "retrieval"> = {}): OpenTarget {
  const listed = listingIn(bytes);
  if (listed === undefined) return single({ ...origin, bytes, ...readingOf(bytes), ...means });
  const subjects = listed.slice(0, maxListedThings).map((document) => fromObject(document, means));
  return { subjects, omittedThings: listed.length - subjects.length };
}

function fromObject(document: unknown, means: Means): Subject {
  const isObject = typeof document === "object" && document !== null;
  return { ...readingOf(isObject ? document : JSON.stringify(document)), ...means };
}

function readingOf(document: string | Uint8Array | object): Pick<Subject, "findings" | "thing"> {
  const parsed = parseThingDescription(document);
  return { findings: parsed.findings, ...(parsed.ok ? { thing: parsed.thing } : {}) };
}

const single = (subject: Subject): OpenTarget => ({ subjects: [subject], omittedThings: 0 });

/** The members of an array, or `undefined` for any other document. */
function listingIn(bytes: Uint8Array): readonly unknown[] | undefined {
  if (!/^\s*\[/.test(new TextDecoder().decode(bytes.subarray(0, 64)))) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as readonly unknown[];
  } catch {
    return undefined;
  }
}

async function contentOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
