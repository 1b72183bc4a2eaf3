import { type EffectiveForm, effectiveForms, type PropertyAffordance, type ThingDescription } from "@thingwright/td";
import type { ThingSubject } from "../subject.js";
import type { HeaderFields, HttpRequest } from "../wire/http/http-exchange.js";
import { type CredentialsNeed, credentialsNeed } from "./credentials-need.js";
import { expandHref, uriVariablesOf } from "./uri-variables.js";

/** A Form that reads over HTTP, ready to be used. */
export interface ReadForm {
  /** Name of the property; absent when the Form is the Thing's. */
  readonly name?: string;
  readonly property?: PropertyAffordance;
  readonly form: EffectiveForm;
  readonly credentials: CredentialsNeed;
  /** The request that the Form describes, without credentials. */
  readonly request: HttpRequest;
  /** Why the request is not sent; absent when it can be. */
  readonly unsendable?: string;
}

/** The Forms of all properties with `readproperty` over HTTP, in the document's order. */
export function readPropertyForms(thing: ThingDescription): readonly ReadForm[] {
  return Object.entries(thing.properties ?? {}).flatMap(([name, property]) =>
    effectiveForms(thing, "property", name)
      .filter((form) => form.op.includes("readproperty") && isHttp(form))
      .map((form) => ({ name, property, ...prepare(thing, form, property) })),
  );
}

/** The Forms of the Thing with `readallproperties` over HTTP. */
export function readAllPropertiesForms(thing: ThingDescription): readonly ReadForm[] {
  return effectiveForms(thing, "thing")
    .filter((form) => form.op.includes("readallproperties") && isHttp(form))
    .map((form) => prepare(thing, form));
}

/** The first property Form that anybody may use: where questions about the server as such are asked. */
export function openReadForm(thing: ThingDescription): ReadForm | undefined {
  return readPropertyForms(thing).find(
    ({ credentials, unsendable }) => credentials === "none" && unsendable === undefined,
  );
}

/** The request of the Form, with the credentials that it wants if there are some. */
export function requestWith({ credentials, form, request }: ReadForm, subject: ThingSubject): HttpRequest {
  const authentication = credentials === "none" ? "none are wanted" : subject.authenticate(form.security);
  return typeof authentication === "string" ? request : { ...request, authentication };
}

const isHttp = ({ href }: EffectiveForm): boolean => /^https?:/i.test(href);

function prepare(
  thing: ThingDescription,
  form: EffectiveForm,
  property?: PropertyAffordance,
): Omit<ReadForm, "name" | "property"> {
  const method = form.form["htv:methodName"] ?? "GET";
  const filled = credentialVariables(thing, form.security);
  const expanded = expandHref(form.href, uriVariablesOf(thing, property), filled);
  const url = "url" in expanded ? expanded.url : form.href;
  const request = { method: String(method), url, headers: headersOf(form) };
  const unsendable = "why" in expanded ? expanded.why : obstacle(request, form, filled);
  const credentials = credentialsNeed(thing, form.security);
  return { form, credentials, request, ...(unsendable === undefined ? {} : { unsendable }) };
}

function obstacle(
  { method, url }: HttpRequest,
  { subprotocol }: EffectiveForm,
  filled: readonly string[],
): string | undefined {
  if (method !== "GET" && method !== "HEAD") return `its method ${method} may change something`;
  if (subprotocol !== undefined) return `its subprotocol ${subprotocol} is not spoken`;
  const rest = filled.reduce((text, name) => text.replaceAll(`{${name}}`, ""), url);
  if (/[{}]/.test(rest)) return "its href has variables";
  return URL.canParse(url) ? undefined : "its href is no URL";
}

/** Variables of the href that credentials fill (TD 1.1 `td-vocab-in--APIKeySecurityScheme`). */
function credentialVariables({ securityDefinitions }: ThingDescription, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const { in: place, name: variable } = Object(securityDefinitions[name]) as { in?: unknown; name?: unknown };
    return place === "uri" && typeof variable === "string" ? [variable] : [];
  });
}

/** The Accept field that goes with the Form, and those that it names. */
function headersOf({ form, response }: EffectiveForm): HeaderFields {
  const named = [form["htv:headers"] ?? []].flat().flatMap(fieldOf);
  const hasAccept = named.some(([name]) => name.toLowerCase() === "accept");
  const coding = form.contentCoding;
  const coded = coding === undefined ? [] : [["Accept-Encoding", coding] as const];
  return hasAccept ? [...named, ...coded] : [["Accept", response.contentType], ...named, ...coded];
}

function fieldOf(header: unknown): HeaderFields {
  const { "htv:fieldName": name, "htv:fieldValue": value } = Object(header) as Readonly<Record<string, unknown>>;
  return typeof name === "string" && typeof value === "string" ? [[name, value]] : [];
}
