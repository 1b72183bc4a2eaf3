import {
  type HostedAction,
  type HostedAffordance,
  type HostedEvent,
  type HostedProperty,
  type HostedThing,
  type PathSegments,
  queryTemplate,
  type ThingForms,
  type ThingPaths,
  templateNames,
  thingPaths,
  uriPath,
  writeAllQuery,
} from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import type { ContentFormats } from "../content-formats.js";
import { observeSubprotocol } from "../form-terms.js";
import { OfferedTypes } from "../offered-types.js";
import { canTravel, segmentOf } from "../path-segment.js";

/** Where Forms lead and how their content types travel. */
interface FormSetting {
  readonly base: string;
  readonly formats: ContentFormats;
}

/**
 * The Forms of `thing` under `base`, one for each content type. `cov:accept` picks among several; `cov:method` stands
 * where the binding's default is another one.
 */
export function thingForms(thing: HostedThing, base: string, formats: ContentFormats): ThingForms {
  const paths = thingPaths(thing, segmentOf);
  const setting = { base, formats };
  const each = <A extends HostedAffordance>(
    all: ReadonlyMap<string, A>,
    pathOf: (name: string) => PathSegments,
    forms: (affordance: A, href: string, setting: FormSetting) => readonly Form[],
  ): ReadonlyMap<string, readonly Form[]> =>
    new Map(
      [...all].map(([name, one]) => [
        name,
        canTravel(pathOf(name)) ? forms(one, base + uriPath(pathOf(name)), setting) : [],
      ]),
    );
  return {
    properties: each(thing.properties, paths.property, propertyForms),
    actions: each(thing.actions, paths.action, actionForms),
    events: each(thing.events, paths.event, eventForms),
    thing: wholeThingForms(thing, paths, setting),
  };
}

function propertyForms(property: HostedProperty, path: string, { formats }: FormSetting): readonly Form[] {
  const href = path + variablesOf(property);
  const op: Operation[] = [];
  if (!property.writeOnly) op.push("readproperty");
  if (!property.readOnly) op.push("writeproperty");
  const forms = op.length === 0 ? [] : perType(property.contentTypes, formats, { href, op });
  if (!property.observable) return forms;
  return [
    ...forms,
    ...perType(property.contentTypes, formats, observing(href, "observeproperty", "unobserveproperty")),
  ];
}

function eventForms(event: HostedEvent, path: string, { formats }: FormSetting): readonly Form[] {
  const href = path + variablesOf(event);
  const form = observing(href, "subscribeevent", "unsubscribeevent");
  return perType(event.contentTypes, formats, event.takesSubscription ? { ...form, "cov:method": "FETCH" } : form);
}

function actionForms(action: HostedAction, path: string, { formats }: FormSetting): readonly Form[] {
  const invoke = perType(action.contentTypes, formats, { href: path + variablesOf(action), op: "invokeaction" });
  if (action.synchronous) return invoke;
  return [
    ...invoke,
    { href: path, op: "queryaction", contentType: "application/json" },
    { href: path, op: "cancelaction", contentType: "application/json", "cov:method": "DELETE" },
  ];
}

function wholeThingForms(thing: HostedThing, paths: ThingPaths, { base, formats }: FormSetting): readonly Form[] {
  const properties = [...thing.properties.values()];
  const href = base + uriPath(paths.properties);
  const all = (form: Form): readonly Form[] => perType(thing.contentTypes, formats, form);
  const forms: Form[] = [];
  if (properties.some((property) => !property.writeOnly)) {
    forms.push(...all({ href, op: "readallproperties" }));
    // Exploded: a comma inside a name would be lost, as Uri-Query values travel decoded (RFC 7252 §6.4).
    forms.push(...all({ href: `${href}{?names*}`, op: "readmultipleproperties" }));
  }
  if (properties.some((property) => !property.readOnly)) {
    forms.push(...all({ href, op: "writemultipleproperties" }));
    forms.push(...all({ href: `${href}?${writeAllQuery}`, op: "writeallproperties" }));
  }
  if (properties.some((property) => property.observable)) {
    forms.push(...all(observing(href, "observeallproperties", "unobserveallproperties")));
  }
  if (thing.actions.size > 0) {
    forms.push({ href: base + uriPath(paths.actions), op: "queryallactions", contentType: "application/json" });
  }
  if (thing.events.size > 0) {
    forms.push(...all(observing(base + uriPath(paths.events), "subscribeallevents", "unsubscribeallevents")));
  }
  return forms;
}

/** `form` for each content type that can be had. */
function perType(contentTypes: readonly string[], formats: ContentFormats, form: Form): readonly Form[] {
  const types = new OfferedTypes(contentTypes, formats);
  const isChoice = types.contentTypes.length > 1;
  return types.contentTypes.map((contentType) => {
    const number = isChoice ? types.numberOf(contentType) : undefined;
    return { ...form, contentType, ...(number === undefined ? {} : { "cov:accept": number }) };
  });
}

const observing = (href: string, ...op: readonly Operation[]): Form => ({ href, op, subprotocol: observeSubprotocol });

const variablesOf = ({ uriVariables }: HostedAffordance): string => queryTemplate(templateNames(uriVariables));
