import { ThingDescriptionError } from "@thingwright/errors";
import { isThingModel, type PartialThingDescription, validateThingDescription } from "@thingwright/td";
import { describe } from "../description.js";

/** A Form to stand in for those that servers will offer, so that the rest of the document can be judged. */
const standIn = [{ href: "/" }];

/**
 * Judges what `produce` gets, as the Thing Description that it would become.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID with the first finding's pointer
 */
export function checkInit(init: PartialThingDescription): void {
  if (typeof init !== "object" || init === null) {
    throw new ThingDescriptionError("WOT_TD_INVALID", "a Thing Description must be an object");
  }
  if (isThingModel(init)) {
    throw new ThingDescriptionError(
      "WOT_TD_INVALID",
      "this is a Thing Model: instantiate it to a Thing Description first",
    );
  }
  const document = describe({
    init: { ...init, title: init.title },
    id: init.id ?? "urn:uuid:00000000-0000-0000-0000-000000000000",
    properties: affordances(init.properties),
    actions: affordances(init.actions),
    events: affordances(init.events),
    forms: [],
    prefixes: {},
  });
  const completed = {
    ...document,
    // What is claimed in the end, the servers decide; here it has to be well-formed only.
    ...(init.profile === undefined ? {} : { profile: init.profile }),
    ...withForms("properties", document.properties),
    ...withForms("actions", document.actions),
    ...withForms("events", document.events),
  };
  const [first, ...others] = validateThingDescription(completed).filter(({ level }) => level === "error");
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  throw new ThingDescriptionError("WOT_TD_INVALID", `${first.message}${more}`, {
    pointer: first.pointer,
    ...(first.assertion === undefined ? {} : { assertion: first.assertion }),
  });
}

function affordances(members: object | undefined): ReadonlyMap<string, { readonly affordance: object }> {
  return new Map(Object.entries(members ?? {}).map(([name, affordance]) => [name, { affordance }] as const));
}

function withForms(kind: string, members: object | undefined): object {
  if (members === undefined) return {};
  const completed = Object.entries(members).map(
    ([name, affordance]) => [name, { ...affordance, forms: standIn }] as const,
  );
  return { [kind]: Object.fromEntries(completed) };
}
