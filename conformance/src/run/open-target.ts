import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { parseThingDescription, type ThingDescription } from "@thingwright/td";
import type { Means, Retrieval, Subject } from "../subject.js";
import { authenticationOf } from "../wire/http/credentials/authentication-of.js";
import { originCarrier } from "../wire/http/credentials/origin-carrier.js";
import { type HttpAuthentication, type HttpRequest, isSuccess } from "../wire/http/http-exchange.js";
import type { Credentials } from "./credentials.js";

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
export async function openTarget(
  target: string | ThingDescription,
  means: Means,
  credentials: Credentials,
): Promise<OpenTarget> {
  const opener = new Opener(means, credentials);
  if (typeof target !== "string") return opener.single(readingOf(target));
  if (/^https?:\/\//i.test(target)) return await opener.fromAddress(target);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(target)) {
    throw new UsageError("WOT_ARGUMENT", `${target} is neither a file nor an address of http or https`);
  }
  return opener.fromBytes(await contentOf(target));
}

/** A GET for a Thing Description, or for what else there is in JSON. */
export function descriptionRequest(url: string): HttpRequest {
  const accept = "application/td+json, application/ld+json;q=0.9, application/json;q=0.8";
  return { method: "GET", url, headers: [["Accept", accept]] };
}

/** What is known of a Thing from its description and how it was fetched. */
type Origin = Pick<Subject, "retrieval" | "bytes" | "findings" | "thing">;

/** Makes Subjects with the means of the run. */
class Opener {
  readonly #means: Means;
  readonly #credentials: Credentials;

  constructor(means: Means, credentials: Credentials) {
    this.#means = means;
    this.#credentials = credentials;
  }

  async fromAddress(address: string): Promise<OpenTarget> {
    if (!URL.canParse(address)) throw new UsageError("WOT_ARGUMENT", `${address} is no URL`);
    const retrieval = await this.#fetch(address);
    const { response } = retrieval.exchange;
    if (response === undefined || !isSuccess(response)) return this.single({ retrieval, findings: [] });
    return this.fromBytes(response.body, { retrieval });
  }

  fromBytes(bytes: Uint8Array, origin: Pick<Origin, "retrieval"> = {}): OpenTarget {
    const listed = listingIn(bytes);
    if (listed === undefined) return this.single({ ...origin, bytes, ...readingOf(bytes) });
    const subjects = listed.slice(0, maxListedThings).map((document) => this.#subject(readingOfMember(document)));
    return { subjects, omittedThings: listed.length - subjects.length };
  }

  single(origin: Origin): OpenTarget {
    return { subjects: [this.#subject(origin)], omittedThings: 0 };
  }

  /** Asks without credentials first, whatever there are: how a refusal looks is judged too. */
  async #fetch(address: string): Promise<Retrieval> {
    const request = descriptionRequest(address);
    const exchange = await this.#means.http.ask(request);
    const secret = this.#credentials.secretForOrigin(new URL(address).origin);
    if (exchange.response?.status !== 401 || secret === undefined) return { address, exchange };
    const authentication = { carriers: [originCarrier(secret, exchange.response, this.#clientNonce)] };
    const again = await this.#means.http.ask({ ...request, authentication });
    return { address, exchange: again, refused: exchange };
  }

  #subject(origin: Origin): Subject {
    const { thing } = origin;
    const authenticate = (names: readonly string[]): HttpAuthentication | string => {
      if (thing === undefined) return "there is no valid Thing Description to go by";
      const secretFor = (definition: string) => this.#credentials.secretFor(thing.id, definition);
      return authenticationOf(thing, names, { secretFor, clientNonce: this.#clientNonce });
    };
    return { ...origin, ...this.#means, authenticate };
  }

  readonly #clientNonce = (): string => Math.floor(this.#means.random() * 2 ** 48).toString(16);
}

function readingOfMember(document: unknown): Pick<Subject, "findings" | "thing"> {
  const isObject = typeof document === "object" && document !== null;
  return readingOf(isObject ? document : JSON.stringify(document));
}

function readingOf(document: string | Uint8Array | object): Pick<Subject, "findings" | "thing"> {
  const parsed = parseThingDescription(document);
  return { findings: parsed.findings, ...(parsed.ok ? { thing: parsed.thing } : {}) };
}

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
