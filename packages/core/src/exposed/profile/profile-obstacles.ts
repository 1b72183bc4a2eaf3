import { profiles, type SecurityScheme, type ThingDescription, tdContext } from "@thingwright/td";

/** The profiles whose common constraints are judged here. What another profile asks for is its author's to know. */
export const knownProfiles: ReadonlySet<string> = new Set(Object.values(profiles));

/**
 * What of the common constraints `description` does not keep, as sentences; none when it may claim a profile of the W3C.
 *
 * Judges what a document shows without its protocol: the context, the word `synchronous`, security. Only Forms for HTTP
 * count, as a Thing may offer more than a profile asks for.
 *
 * @see W3C WoT Profile, "Common Constraints"
 */
export function profileObstacles(description: ThingDescription): readonly string[] {
  return [
    ...contextObstacles(description),
    ...actionObstacles(description),
    ...definitionObstacles(description),
    ...securityObstacles(description),
  ];
}

/** `profiling-mechanism-4` */
function contextObstacles({ "@context": context }: ThingDescription): readonly string[] {
  const is11 = context === tdContext || (Array.isArray(context) && context.includes(tdContext));
  return is11 ? [] : ["@context lacks that of TD 1.1"];
}

/** `http-basic-profile-protocol-binding-invokeaction-24` */
function actionObstacles({ actions = {} }: ThingDescription): readonly string[] {
  return Object.entries(actions)
    .filter(([, { synchronous }]) => typeof synchronous !== "boolean")
    .map(([name]) => `action "${name}" does not say whether it is synchronous`);
}

/** `common-constraints-security-basic-in`, `…-name` and `…-proxy` */
function definitionObstacles({ securityDefinitions }: ThingDescription): readonly string[] {
  return Object.entries(securityDefinitions).flatMap(([name, definition]) => {
    if (definition.scheme !== "basic") return [];
    const field = definition.proxy === undefined ? "Authorization" : "Proxy-Authorization";
    if (definition.in !== undefined && definition.in !== "header") return [`"${name}" is not in a header`];
    return definition.name === field ? [] : [`"${name}" does not name the header ${field}`];
  });
}

/** `common-constraints-security-1` and `-4`, for each way in that the Forms for HTTP have. */
function securityObstacles(description: ThingDescription): readonly string[] {
  const lists = new Map([...listsOf(description)].map((list) => [list.join(" "), list]));
  return [...lists.values()].flatMap((names) => {
    const [name, ...more] = names;
    if (name === undefined) return ["a Form names no security"];
    if (more.length > 0) return [`${names.join(" and ")} are asked for at once, instead of one of them`];
    return isOpen(name, description.securityDefinitions)
      ? []
      : [`"${name}" is neither nosec, basic nor oauth2 with the flow code or client, and offers none of them`];
  });
}

function* listsOf({ security, forms = [], ...kinds }: ThingDescription): Generator<readonly string[]> {
  const { properties = {}, actions = {}, events = {} } = kinds;
  const affordances = [properties, actions, events].flatMap((kind) => Object.values(kind));
  for (const form of [...forms, ...affordances.flatMap((affordance) => affordance.forms)]) {
    if (/^https?:/i.test(form.href)) yield [form.security ?? security].flat();
  }
}

/** Whether a Consumer of the profiles surely has what the definition asks for. */
function isOpen(name: string, definitions: Readonly<Record<string, SecurityScheme>>): boolean {
  const definition = definitionOf(name, definitions);
  if (definition?.scheme !== "combo") return isCommon(definition);
  return (definition.oneOf ?? []).some((choice) => isCommon(definitionOf(choice, definitions)));
}

function isCommon(definition: SecurityScheme | undefined): boolean {
  if (definition?.scheme === "oauth2") return definition.flow === "code" || definition.flow === "client";
  return definition?.scheme === "nosec" || definition?.scheme === "basic";
}

const definitionOf = (name: string, definitions: Readonly<Record<string, SecurityScheme>>) =>
  Object.hasOwn(definitions, name) ? definitions[name] : undefined;
