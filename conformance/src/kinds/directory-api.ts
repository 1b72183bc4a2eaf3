import { type EffectiveForm, effectiveForms, type ThingDescription } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import type { HttpRequest } from "../wire/http/http-exchange.js";
import { dressed } from "./profiled-form.js";
import { hasDiscoveryType } from "./thing-type.js";

/** What a directory may offer: names of the affordances in its Thing Model (WoT Discovery 1.0 §directory-api-spec). */
export type DirectoryAffordance =
  | "things"
  | "createThing"
  | "createAnonymousThing"
  | "retrieveThing"
  | "updateThing"
  | "partiallyUpdateThing"
  | "deleteThing"
  | "searchJSONPath"
  | "searchXPath"
  | "searchSPARQL"
  | "thingCreated"
  | "thingUpdated"
  | "thingDeleted";

/** How a directory is asked, by its description. */
export interface DirectoryApi {
  /** What the paths of the API are appended to, without a slash at the end. */
  readonly base: string;
  /** Whether its description has the affordance, with a Form over HTTP. */
  offers(affordance: DirectoryAffordance): boolean;
  /** The first Form over HTTP of an affordance; with `method` the first that names it. */
  form(affordance: DirectoryAffordance, method?: string): EffectiveForm | undefined;
  /** A request to `path` of the API, with the credentials that the affordance wants, if there are some. */
  request(affordance: DirectoryAffordance, path: string, parts?: Partial<Omit<HttpRequest, "url">>): HttpRequest;
}

const owners = [
  ["property", "properties"],
  ["action", "actions"],
  ["event", "events"],
] as const;

/** The API of the directory that the Thing is, or why there is none. */
export function directoryApi(subject: ThingSubject): DirectoryApi | string {
  const { thing } = subject;
  if (!hasDiscoveryType(thing, "ThingDirectory")) return "it is no directory";
  const form: DirectoryApi["form"] = (affordance, method) =>
    directoryForms(thing, affordance).find((each) => method === undefined || each.form["htv:methodName"] === method);
  const base = baseOf(subject, form("things"));
  if (base === undefined) return "its description does not say where it is over HTTP";
  return {
    base,
    form,
    offers: (affordance) => form(affordance) !== undefined,
    request(affordance, path, parts = {}) {
      const request = { method: "GET", headers: [], ...parts, url: `${base}${path}` };
      const described = form(affordance, request.method) ?? form(affordance);
      return described === undefined ? request : dressed(described, request, subject);
    },
  };
}

/** The Forms over HTTP of one of the affordances that a directory may have. */
export function directoryForms(thing: ThingDescription, affordance: DirectoryAffordance): readonly EffectiveForm[] {
  return owners
    .filter(([, members]) => Object.hasOwn(thing[members] ?? {}, affordance))
    .flatMap(([owner]) => effectiveForms(thing, owner, affordance))
    .filter(({ href }) => /^https?:/i.test(href));
}

const ofOne = ["createThing", "retrieveThing", "updateThing", "partiallyUpdateThing", "deleteThing"] as const;

/** Whether a description lists at `/things`, and does something with a single one there, whatever its type. */
export function hasDirectoryApi(thing: ThingDescription): boolean {
  const lists = directoryForms(thing, "things").some(({ href }) => /\/things(\{|\?|$)/.test(href));
  const isAboutOne = ({ href }: EffectiveForm) => /\/things\/\{/.test(href);
  return lists && ofOne.some((member) => directoryForms(thing, member).some(isAboutOne));
}

/** Path of the description with this id. */
export const thingPath = (id: string): string => `/things/${encodeURIComponent(id)}`;

/** What stands before `/things` in the Form of the listing, else the base of the description, else the server that gave it out. */
function baseOf({ thing, retrieval }: Subject & ThingSubject, listing: EffectiveForm | undefined): string | undefined {
  const bare = listing?.href.replace(/[{?].*$/s, "");
  const address = bare?.endsWith("/things") ? bare.slice(0, -"/things".length) : (thing.base ?? originOf(retrieval));
  return address !== undefined && /^https?:/i.test(address) && URL.canParse(address)
    ? address.replace(/\/$/, "")
    : undefined;
}

const originOf = (retrieval: Subject["retrieval"]): string | undefined =>
  retrieval === undefined ? undefined : new URL(retrieval.address).origin;
