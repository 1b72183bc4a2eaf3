import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { parseThingDescription } from "@thingwright/td";
import { directoryDescription, directoryPath } from "./directory-description.js";
import { DirectoryEvents, type EventQuirks } from "./directory-events.js";
import { search } from "./directory-search.js";
import { compressed, content, problem } from "./json-answer.js";
import { type Description, differenceOf, merged } from "./merge-patch.js";
import { perfectAuthorization } from "./perfect-thing.js";
import type { Answer, Question, Script } from "./scripted-thing.js";

/** Where a directory may go wrong within: what no answer shows by itself. */
export interface DirectoryQuirks extends EventQuirks {
  /** What is stored instead. */
  stores?(next: Description, old: Description | undefined): Description;
  /** Whether this Thing Description is refused as no valid one. */
  refuses?(document: Description, isPerfectly: boolean): boolean;
  /** Whether the one with this id is kept after it was deleted. */
  keeps?(id: string): boolean;
  /** The order of a listing. */
  orders?(ids: readonly string[]): readonly string[];
  /** Whether what has an id may be posted as if it had none. */
  readonly takesKnown?: boolean;
  /** Whether an array is applied as a merge patch. */
  readonly takesArrays?: boolean;
  /** Whether everybody may write. */
  readonly isOpen?: boolean;
  /** The id of an anonymous one. */
  names?(id: string): string;
}

const discovery = "https://www.w3.org/2022/wot/discovery";

/** The script of a directory that does all that WoT Discovery asks and advises. */
export function directoryScript(quirks: DirectoryQuirks = {}): Script {
  const directory = new PerfectDirectory(quirks);
  return (question, origin) => directory.answer(question, origin);
}

/** A directory with what is registered there. */
class PerfectDirectory {
  readonly #quirks: DirectoryQuirks;
  readonly #registered = new Map<string, Description>();
  readonly #events: DirectoryEvents;
  #revision = 0;

  constructor(quirks: DirectoryQuirks) {
    this.#quirks = quirks;
    this.#events = new DirectoryEvents(quirks);
    for (const name of ["urn:example:blind", "urn:example:lamp", "urn:example:Valve"]) {
      this.#store(name, { ...plain, id: name, title: name }, undefined);
    }
  }

  answer(question: Question, origin: string): Answer | ((response: ServerResponse) => void) {
    const { pathname: path, searchParams: query } = new URL(question.path, origin);
    if (path === directoryPath) return reading(question, content(directoryDescription(origin), "application/td+json"));
    if (path === "/.well-known/core") return reading(question, links);
    if (path === "/things") return this.#collection(question, query, origin);
    if (path.startsWith("/things/")) return this.#member(question, decodeURIComponent(path.slice("/things/".length)));
    if (path === "/search/sparql") return search(question, query.get("query") ?? "");
    if (path === "/events" || path.startsWith("/events/thing_")) {
      return question.method === "GET" ? (response) => this.#events.stream(question, response) : problem(405);
    }
    return problem(404);
  }

  #collection(question: Question, query: URLSearchParams, origin: string): Answer {
    if (question.method === "POST")
      return this.#isLocked(question) ? challenge : this.#createAnonymous(question, origin);
    const ids = [...this.#registered.keys()];
    const all = (this.#quirks.orders?.(ids) ?? ids.sort()).map((id) => this.#enriched(id));
    const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? all.length)];
    const page = all.slice(offset, offset + limit);
    const isPaged = query.has("limit") || query.has("offset");
    const next = `/things?offset=${offset + limit}&limit=${limit}`;
    const links = [
      ...(offset + limit < all.length ? [`<${next}>; rel="next"`] : []),
      `</things>; rel="canonical"; etag="${this.#revision}"`,
    ];
    const isCollection = query.get("format") === "collection";
    const body = isCollection
      ? { "@context": discovery, "@type": "ThingCollection", total: all.length, members: page, "@id": question.path }
      : page;
    const answer = content(body, "application/ld+json");
    return reading(question, {
      ...answer,
      headers: { ...answer.headers, ...(isPaged ? { link: links.join(", ") } : {}) },
    });
  }

  #member(question: Question, id: string): Answer {
    const { method } = question;
    if (["PUT", "PATCH", "DELETE"].includes(method) && this.#isLocked(question)) return challenge;
    const old = this.#registered.get(id);
    if (method === "PUT") return this.#put(question, id, old);
    if (old === undefined) return problem(404);
    if (method === "PATCH") return this.#patch(question, id, old);
    if (method === "DELETE") return this.#delete(id);
    return reading(question, content(this.#enriched(id), "application/td+json"), "GET, HEAD, PUT, PATCH, DELETE");
  }

  #createAnonymous(question: Question, origin: string): Answer {
    const body = bodyOf(question, "application/td+json", "application/json");
    if ("status" in body) return body;
    const { document } = body;
    if (document.id !== undefined && this.#quirks.takesKnown !== true)
      return problem(400, {}, { detail: "a Thing Description with an id is PUT" });
    const id = this.#quirks.names?.(`urn:uuid:${randomUUID()}`) ?? `urn:uuid:${randomUUID()}`;
    const refusal = this.#refusal(document);
    if (refusal !== undefined) return refusal;
    this.#store(id, { ...document, id }, undefined);
    return { status: 201, headers: { location: `${origin}/things/${encodeURIComponent(id)}` } };
  }

  #put(question: Question, id: string, old: Description | undefined): Answer {
    const body = bodyOf(question, "application/td+json", "application/json");
    if ("status" in body) return body;
    const { document } = body;
    if (document.id !== id) return problem(400, {}, { detail: "the id is another than that of the path" });
    const refusal = this.#refusal(document);
    if (refusal !== undefined) return refusal;
    this.#store(id, document, old);
    return { status: old === undefined ? 201 : 204 };
  }

  #patch(question: Question, id: string, old: Description): Answer {
    if (this.#quirks.takesArrays === true && question.body.startsWith("[")) {
      this.#store(id, {}, old);
      return { status: 204 };
    }
    const body = bodyOf(question, "application/merge-patch+json");
    if ("status" in body) return body;
    const next = merged(old, body.document) as Description;
    const refusal = this.#refusal(next);
    if (refusal !== undefined) return refusal;
    this.#store(id, next, old);
    return { status: 204 };
  }

  #delete(id: string): Answer {
    if (this.#quirks.keeps?.(id) === true) return { status: 204 };
    this.#registered.delete(id);
    this.#revision += 1;
    this.#events.notify("thing_deleted", { id }, { id });
    return { status: 204 };
  }

  #isLocked({ headers }: Question): boolean {
    return this.#quirks.isOpen !== true && headers.authorization !== perfectAuthorization;
  }

  #refusal(document: Description): Answer | undefined {
    const { ok, findings } = parseThingDescription(document);
    if (!(this.#quirks.refuses?.(document, !ok) ?? !ok)) return undefined;
    const validationErrors = findings.map(({ pointer, message }) => ({ field: pointer, description: message }));
    return problem(400, {}, { detail: "it is no valid Thing Description", validationErrors });
  }

  #store(id: string, document: Description, old: Description | undefined): void {
    const now = new Date();
    const { ttl, expires } = Object(document.registration) as { readonly ttl?: number; readonly expires?: string };
    const created = (Object(old?.registration) as { readonly created?: string }).created ?? now.toISOString();
    const end = ttl === undefined ? expires : new Date(now.getTime() + ttl * 1_000).toISOString();
    const registration = { created, modified: now.toISOString(), ...(ttl && { ttl }), ...(end && { expires: end }) };
    const next = { ...document, id, registration };
    this.#registered.set(id, this.#quirks.stores?.(next, old) ?? next);
    this.#revision += 1;
    const { registration: _, ...full } = document;
    const { registration: __, ...before } = old ?? {};
    if (old === undefined) this.#events.notify("thing_created", { id }, { ...full, id });
    else this.#events.notify("thing_updated", { id }, { ...differenceOf(before, full), id });
  }

  #enriched(id: string): Description {
    const { "@context": context, registration, ...rest } = this.#registered.get(id)!;
    const contexts = [context].flat();
    return {
      "@context": contexts.includes(discovery) ? contexts : [...contexts, discovery],
      ...rest,
      registration: { ...(registration as Description), retrieved: new Date().toISOString() },
    };
  }
}

const links = {
  headers: { "content-type": "application/link-format" },
  body: `<${directoryPath}>;rt="wot.directory";ct=432`,
};

const plain: Description = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  security: ["nosec_sc"],
};

const challenge = problem(401, { "www-authenticate": 'Basic realm="directory"' });

function reading(question: Question, answer: Pick<Answer, "headers" | "body">, allow = "GET, HEAD"): Answer {
  const { method, headers } = question;
  if (method !== "GET" && method !== "HEAD") return problem(405, { allow });
  return /\*\/\*|json/.test(headers.accept ?? "*/*") ? compressed(question, { status: 200, ...answer }) : problem(406);
}

/** The document in a body, or the refusal of it. */
function bodyOf({ headers, body }: Question, ...types: readonly string[]): { document: Description } | Answer {
  if (!types.includes(headers["content-type"] ?? "")) return problem(415);
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { document: value as Description };
  } catch {
    // It is refused like any other that is no document.
  }
  return problem(400, {}, { detail: "the body is no object" });
}
