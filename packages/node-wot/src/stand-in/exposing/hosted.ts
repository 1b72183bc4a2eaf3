import type { ExposedThing as OurExposedThing, InteractionOutput as OurOutput } from "@thingwright/core";
import type { PartialThingDescription } from "@thingwright/td";
import { type InteractionOutput, outputOf } from "../consuming/interaction-output.js";
import { withSharedVariables } from "../thing/shared-variables.js";
import type { Form, Interactions, Thing } from "../thing/thing-description.js";
import type { InteractionOptions } from "../thing/uri-variables.js";
import { type ExposedThing, handlersOf } from "./exposed-thing.js";

/**
 * What our runtime makes a Thing from: the description of the moment, without what a server adds.
 *
 * @param template - what has the Forms that the program gave the Thing
 */
export function initOf(thing: ExposedThing, template: Partial<Thing>): PartialThingDescription {
  const {
    forms: _forms,
    base: _base,
    security,
    securityDefinitions,
    ...given
  } = JSON.parse(JSON.stringify(thing)) as Thing;
  const { links = [], id, ...described } = given;
  const isSecured = security.length > 0 && Object.keys(securityDefinitions).length > 0;
  const init = {
    ...described,
    ...(id !== undefined && URL.canParse(id) ? { id } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(isSecured ? { security, securityDefinitions } : {}),
    properties: withHints(given.properties, template.properties),
    actions: withHints(answeredAtOnce(given.actions), template.actions),
    events: withHints(given.events, template.events),
  };
  return withSharedVariables(init) as unknown as PartialThingDescription;
}

/** Actions whose first answer has their output, as with node-wot: one of which the program says otherwise is not said to be so. */
function answeredAtOnce(actions: Interactions): Interactions {
  const members = Object.entries(actions).map(([name, { synchronous, ...action }]) => [
    name,
    synchronous === true ? { ...action, synchronous } : action,
  ]);
  return Object.fromEntries(members);
}

/** Of the Forms that a program gives, what asks something of the servers' own: content types, terms of protocols, security, scopes. */
function withHints(interactions: Interactions, templates: Interactions = {}): Interactions {
  const members = Object.entries(interactions).map(([name, { forms: _, ...affordance }]) => {
    const given = Object.hasOwn(templates, name) ? (templates[name]?.forms ?? []) : [];
    const hints = given.map(hintOf).filter((hint) => Object.keys(hint).length > 0);
    return [name, hints.length === 0 ? affordance : { ...affordance, forms: hints as unknown as Form[] }] as const;
  });
  return Object.fromEntries(members);
}

function hintOf(form: Form): Record<string, unknown> {
  const kept = Object.entries(form).filter(([term]) => term === "security" || term === "scopes" || term.includes(":"));
  const contentType = typeof form.contentType === "string" ? { contentType: wellFormed(form.contentType) } : {};
  return {
    ...(kept.length > 0 && form.op !== undefined ? { op: form.op } : {}),
    ...contentType,
    ...Object.fromEntries(kept),
  };
}

/** Without parameters that have no value, as in `image/png;base64`: no media type has such (RFC 9110 §8.3.1). */
function wellFormed(contentType: string): string {
  const [essence = "", ...parameters] = contentType.split(";");
  return [essence.trim(), ...parameters.filter((parameter) => parameter.includes("="))].join(";");
}

/** Lets a Thing of our runtime work by the handlers of `thing`, those that are set later included. */
export function workBy(hosted: OurExposedThing, thing: ExposedThing): void {
  const handlers = thing[handlersOf];
  for (const [name, { writeOnly, readOnly, observable }] of Object.entries(thing.properties)) {
    if (writeOnly !== true)
      hosted.setPropertyReadHandler(name, (options) => handlers.reader(name)(given(options)) as never);
    if (readOnly !== true) {
      hosted.setPropertyWriteHandler(name, (value, options) => handlers.writer(name)(inputOf(value), given(options)));
    }
    if (observable === true) {
      hosted.setPropertyUnobserveHandler(name, (options) => handlers.observation(name).end?.(given(options)));
    }
  }
  for (const name of Object.keys(thing.actions)) {
    hosted.setActionHandler(name, (input, options) => handlers.action(name)(inputOf(input), given(options)) as never);
  }
  for (const name of Object.keys(thing.events)) {
    hosted.setEventSubscribeHandler(name, (options) => handlers.subscription(name).begin?.(given(options)));
    hosted.setEventUnsubscribeHandler(name, (options) => handlers.subscription(name).end?.(given(options)));
  }
}

const inputOf = (input: unknown): InteractionOutput => outputOf(input as OurOutput);

const given = (options: unknown): InteractionOptions => options as InteractionOptions;

/** Writes the Forms that our servers offer into the Thing's own members, as node-wot's servers do. */
export function takeForms(hosted: OurExposedThing, thing: ExposedThing): void {
  const description = hosted.description as unknown as Partial<Thing>;
  for (const kind of ["properties", "actions", "events"] as const) {
    for (const [name, { forms = [] }] of Object.entries(description[kind] ?? {})) {
      const affordance = thing[kind][name];
      if (affordance !== undefined) affordance.forms = [...(affordance.forms ?? []), ...forms];
    }
  }
  thing.forms = [...(thing.forms ?? []), ...(description.forms ?? [])];
}
