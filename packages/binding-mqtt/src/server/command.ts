import { invocationVariable } from "../form/request-terms.js";
import { type ActionVerb, type PropertyVerb, type ThingVerb, thingVerbs } from "./thing-topics.js";

/** What a message on one of a Thing's command topics asks for; `segment` is the name as the topic has it. */
export type CommandTarget =
  | { readonly kind: "property"; readonly segment: string; readonly verb: PropertyVerb }
  | { readonly kind: "action"; readonly segment: string; readonly verb: ActionVerb }
  | { readonly kind: "thing"; readonly verb: ThingVerb };

/** A command as its topic tells it. */
export interface Command {
  readonly target: CommandTarget | undefined;
  /** Who wants the answer, when the command came as a request. */
  readonly request: { readonly client: string; readonly id: string } | undefined;
  readonly variables: Readonly<Record<string, string>>;
  /** `names`, as often as it came: which properties a `readmultipleproperties` is about. */
  readonly names: readonly string[];
  /** `tw_id`: which invocation a query or a cancellation is about. */
  readonly invocation: string | undefined;
}

/** Reads `path`, the part of a topic after the Thing's base. */
export function parseCommand(path: string): Command {
  const question = path.indexOf("?");
  const levels = (question === -1 ? path : path.slice(0, question)).split("/");
  const query = new URLSearchParams(question === -1 ? "" : path.slice(question + 1));
  const { [invocationVariable]: invocation, ...variables } = Object.fromEntries(query);
  const parameters = { variables, invocation, names: query.getAll("names") };
  const [first, client, id, ...rest] = levels;
  if (first !== "requests") return { target: plainTarget(levels), request: undefined, ...parameters };
  const request = client && id ? { client, id } : undefined;
  return { target: requestTarget(rest), request, ...parameters };
}

/** `properties/{name}/set`, `properties/{name}/get`, `actions/{name}` */
function plainTarget([kind, segment, verb, ...more]: readonly string[]): CommandTarget | undefined {
  if (segment === undefined || more.length > 0) return undefined;
  if (kind === "actions" && verb === undefined) return { kind: "action", segment, verb: "invoke" };
  if (kind === "properties" && isPropertyVerb(verb)) return { kind: "property", segment, verb };
  return undefined;
}

/** `properties/{name}/{verb}`, `actions/{name}/{verb}`, `thing/{verb}` */
function requestTarget([kind, segment, verb, ...more]: readonly string[]): CommandTarget | undefined {
  if (segment === undefined || more.length > 0) return undefined;
  if (kind === "properties" && isPropertyVerb(verb)) return { kind: "property", segment, verb };
  if (kind === "actions" && isActionVerb(verb)) return { kind: "action", segment, verb };
  if (kind === "thing" && verb === undefined && isThingVerb(segment)) return { kind: "thing", verb: segment };
  return undefined;
}

const isPropertyVerb = (verb: string | undefined): verb is PropertyVerb => verb === "get" || verb === "set";
const isActionVerb = (verb: string | undefined): verb is ActionVerb =>
  verb === "invoke" || verb === "query" || verb === "cancel";
const isThingVerb = (verb: string): verb is ThingVerb => (thingVerbs as readonly string[]).includes(verb);
