import type { ThingSubject } from "../subject.js";
import { type HttpExchange, headerOf, isSuccess, summaryOf } from "../wire/http/http-exchange.js";
import type { HttpWire } from "../wire/http/http-wire.js";
import { askUntil } from "./ask-until.js";
import { type DirectoryApi, thingPath } from "./directory-api.js";
import { descriptionsIn } from "./directory-listing.js";
import { randomUuidUrn } from "./random-uuid.js";
import type { SampleDescription } from "./registered-description.js";

/** A change of a directory, and what it showed of it afterwards. */
export interface DirectoryStep {
  readonly change: HttpExchange;
  /** The last answer for the Thing Description that was changed; absent when it was not asked for. */
  readonly after?: HttpExchange;
}

/** A directory that a check may change, as far as its description goes. */
export interface OpenDirectory {
  readonly subject: ThingSubject;
  readonly directory: DirectoryApi;
}

/** Media type of what is registered. */
export const tdMediaType = "application/td+json";

/** Most ids that are made up until one is not in use. */
const mostIds = 3;

/** Why nothing is registered this way; `undefined` when what is can be seen, and deleted again. */
export function registrationObstacle(
  { directory }: OpenDirectory,
  way: "createThing" | "createAnonymousThing" = "createThing",
): string | undefined {
  const missing = ([way, "retrieveThing", "deleteThing"] as const).find((each) => !directory.offers(each));
  return missing === undefined ? undefined : `nothing is registered, for its description does not offer ${missing}`;
}

/** An id that the directory does not know, or why there is none. */
export async function unusedId({ subject, directory }: OpenDirectory): Promise<{ readonly id: string } | string> {
  for (let count = 0; count < mostIds; count += 1) {
    const id = randomUuidUrn(subject.random);
    const exchange = await subject.http.askAgain(directory.request("retrieveThing", thingPath(id)));
    if (isAbsent(exchange)) return { id };
    if (exchange.response === undefined || !isSuccess(exchange.response)) {
      return `an unknown id is answered with ${summaryOf(exchange)}`;
    }
  }
  return "every id that was made up is in use";
}

/** Registers a Thing Description under its id by PUT, and has the ledger delete it. */
export function putNew(open: OpenDirectory, id: string, document: SampleDescription): Promise<HttpExchange> {
  const { subject, directory } = open;
  const request = directory.request("createThing", thingPath(id), withBody("PUT", document));
  return subject.http.change(request, {
    safety: "write",
    effect: `registers ${id} with ${subject.thing.title}`,
    restore: (http) => remove(open, thingPath(id), http),
  });
}

/** Registers a Thing Description by POST, with a mark by which it is found again, and has the ledger delete it. */
export async function postNew(open: OpenDirectory, document: SampleDescription): Promise<HttpExchange> {
  const { subject, directory } = open;
  const marked = { ...document, description: `${document.description} ${randomUuidUrn(subject.random)}` };
  const request = directory.request("createAnonymousThing", "/things", withBody("POST", marked));
  let answer: HttpExchange | undefined;
  answer = await subject.http.change(request, {
    safety: "write",
    effect: `registers a Thing Description with ${subject.thing.title}`,
    restore: (http) => removePosted(open, marked, answer, http),
  });
  return answer;
}

/** Changes what is registered under this id: its registration knows how to delete it. */
export function changeRegistered(
  { subject, directory }: OpenDirectory,
  id: string,
  {
    method,
    ...content
  }: { readonly method: "PUT" | "PATCH" | "DELETE"; readonly type?: string; readonly document?: unknown },
): Promise<HttpExchange> {
  const affordance = ({ PUT: "updateThing", PATCH: "partiallyUpdateThing", DELETE: "deleteThing" } as const)[method];
  const parts = method === "DELETE" ? { method } : withBody(method, content.document, content.type);
  const effect = `changes ${id} of ${subject.thing.title} by ${method}`;
  return subject.http.change(directory.request(affordance, thingPath(id), parts), { safety: "write", effect });
}

/** Asks for what is registered under this id until it shows what is wanted, or the time for that is up. */
export function retrieveUntil(
  { subject, directory }: OpenDirectory,
  path: string,
  isShown: (exchange: HttpExchange) => boolean,
): Promise<HttpExchange> {
  return askUntil(subject.http, retrieval(directory, path), isShown, subject.signal);
}

/** Path below the base of the API of what was created, by its address or its id; `undefined` when no Location says so. */
export function createdPath({ directory }: OpenDirectory, { response, request }: HttpExchange): string | undefined {
  const location = response === undefined || !isSuccess(response) ? undefined : headerOf(response, "location");
  if (location === undefined) return undefined;
  if (isIdentifier(location)) return thingPath(location);
  const resolved = [request.url, `${directory.base}/`]
    .filter((base) => URL.canParse(location, base))
    .map((base) => new URL(location, base).href);
  // What the directory says is somewhere else is not asked: the credentials are for this one.
  return resolved.find((url) => url.startsWith(`${directory.base}/things/`))?.slice(directory.base.length);
}

/** Whether a Location is a URI that nothing can be got from, such as `urn:uuid:…`. */
export const isIdentifier = (location: string): boolean =>
  /^[a-z][a-z0-9+.-]*:/i.test(location) && !/^https?:/i.test(location);

/** Whether the directory says that it does not have it. */
export const isAbsent = ({ response }: HttpExchange): boolean => response?.status === 404 || response?.status === 410;

const retrieval = (directory: DirectoryApi, path: string) =>
  directory.request("retrieveThing", path, { headers: [["Accept", `${tdMediaType}, application/json;q=0.9`]] });

function withBody(method: string, document: unknown, type: string = tdMediaType) {
  return { method, headers: [["Content-Type", type]] as const, body: Buffer.from(JSON.stringify(document)) };
}

/** Deletes it, and makes sure that it is gone. */
async function remove({ directory }: OpenDirectory, path: string, http: HttpWire): Promise<string | undefined> {
  const deletion = await http.change(directory.request("deleteThing", path, { method: "DELETE" }), {
    safety: "write",
    effect: `deletes ${path}`,
  });
  const isGone = ({ response }: HttpExchange) => response !== undefined && !isSuccess(response);
  const after = await askUntil(http, retrieval(directory, path), isGone, new AbortController().signal);
  if (isGone(after)) return undefined;
  return `DELETE at ${path} brought ${summaryOf(deletion)}, and GET ${summaryOf(after)}`;
}

/** Deletes what a POST created: at its Location, or wherever the listing has it when that did not come. */
async function removePosted(
  open: OpenDirectory,
  posted: SampleDescription,
  answer: HttpExchange | undefined,
  http: HttpWire,
): Promise<string | undefined> {
  if (answer?.response !== undefined && !isSuccess(answer.response)) return undefined;
  const path = answer && createdPath(open, answer);
  const paths = path === undefined ? await listedPaths(open, posted, http) : [path];
  if (typeof paths === "string") return paths;
  for (const each of paths) {
    const why = await remove(open, each, http);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Where the listing has what was posted, or why that cannot be told. */
async function listedPaths(
  { directory }: OpenDirectory,
  { description }: SampleDescription,
  http: HttpWire,
): Promise<readonly string[] | string> {
  const exchange = await http.askAgain(directory.request("things", "/things"));
  const listed = exchange.response && isSuccess(exchange.response) ? descriptionsIn(exchange.response) : undefined;
  if (listed === undefined) return `no Location says where it is, and the listing is ${summaryOf(exchange)}`;
  return listed.filter((each) => each.description === description).map(({ id }) => thingPath(String(id)));
}
