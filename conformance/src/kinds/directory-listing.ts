import type { ThingSubject } from "../subject.js";
import { type HttpExchange, type HttpResponse, headerOf, isSuccess } from "../wire/http/http-exchange.js";
import { jsonBody } from "../wire/http/json-body.js";
import { isObject } from "./action-status.js";
import { type DirectoryApi, thingPath } from "./directory-api.js";
import { type LinkValue, linkValuesIn } from "./link-value.js";
import { randomUuidUrn } from "./random-uuid.js";

/** A Thing Description as a directory gives it out. */
export type EnrichedDescription = Readonly<Record<string, unknown>>;

/** Asks for all descriptions, or for what `query` says; the same question is asked once. */
export function listing(subject: ThingSubject, directory: DirectoryApi, query = ""): Promise<HttpExchange> {
  const headers = [["Accept", "application/ld+json, application/json;q=0.9"]] as const;
  return subject.http.ask(directory.request("things", `/things${query}`, { headers }));
}

/** The descriptions in an array; `undefined` when the body is none of objects. */
export function descriptionsIn(response: HttpResponse): readonly EnrichedDescription[] | undefined {
  const body = jsonBody(response);
  if (!body.ok || !Array.isArray(body.value)) return undefined;
  return body.value.every(isObject) ? body.value : undefined;
}

/** The description in a body; `undefined` when it is no object. */
export function descriptionIn({ response }: HttpExchange): EnrichedDescription | undefined {
  if (response === undefined || !isSuccess(response)) return undefined;
  const body = jsonBody(response);
  return body.ok && isObject(body.value) ? body.value : undefined;
}

/** A description that was listed, asked for by its id; why there is none when that is so. */
export async function retrieval(subject: ThingSubject, directory: DirectoryApi): Promise<HttpExchange | string> {
  const all = await listing(subject, directory);
  if (all.response === undefined || !isSuccess(all.response)) return "there is no listing to choose from";
  const known = (descriptionsIn(all.response) ?? []).find(({ id }) => typeof id === "string");
  if (known === undefined) return "no description with an id is listed";
  return await retrieve(subject, directory, String(known.id));
}

/** Asks for the description with this id; the same question is asked once. */
export function retrieve(subject: ThingSubject, directory: DirectoryApi, id: string): Promise<HttpExchange> {
  const headers = [["Accept", "application/td+json, application/json;q=0.9"]] as const;
  return subject.http.ask(directory.request("retrieveThing", thingPath(id), { headers }));
}

/** Asks for a description that no directory has: its id was made up. */
export function retrieveUnknown(subject: ThingSubject, directory: DirectoryApi): Promise<HttpExchange> {
  return retrieve(subject, directory, randomUuidUrn(subject.random));
}

/** The first page of a listing of which each page has one description. */
export async function firstPage(subject: ThingSubject, directory: DirectoryApi): Promise<HttpExchange> {
  return await listing(subject, directory, `?limit=${pageSize}`);
}

/** How many descriptions a page is asked to have. */
export const pageSize = 1;

/** The links of an answer with this relation. */
export function linksOf(response: HttpResponse, relation: string): readonly LinkValue[] {
  const values = linkValuesIn(headerOf(response, "link") ?? "");
  return values.filter(({ parameters }) => (parameters.get("rel") ?? "").toLowerCase().split(/\s+/).includes(relation));
}
