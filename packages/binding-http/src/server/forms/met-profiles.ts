import type { HostedThing, OfferedForms } from "@thingwright/contracts";
import { type Form, type Operation, profiles } from "@thingwright/td";

/** How a profile carries an operation: as JSON, and over which subprotocol if any. */
interface Way {
  readonly op: Operation;
  readonly subprotocol?: "sse" | "webhook";
}

/**
 * The profiles whose protocol binding `forms` meet: each operation that the Thing can do and that the profile has is
 * offered as the profile asks for it. A profile that has nothing to say about the Thing is not met.
 *
 * Judged by the Forms, so that what is not offered is never claimed.
 *
 * @see W3C WoT Profile, "Protocol Binding" of each profile
 */
export function metProfiles(thing: HostedThing, forms: OfferedForms): readonly string[] {
  const met: string[] = [];
  if (isReadAtOnce(thing) && meetsAll(basicDemands(thing, forms))) met.push(profiles.httpBasic);
  if (meetsAll(pushDemands(thing, forms, "sse"))) met.push(profiles.httpSse);
  if (meetsAll(pushDemands(thing, forms, "webhook"))) met.push(profiles.httpWebhook);
  return met;
}

/** Whether `readallproperties` can have every readable property: one that needs `uriVariables` has no value without them. */
const isReadAtOnce = ({ properties }: HostedThing): boolean =>
  [...properties.values()].every(({ writeOnly, uriVariables }) => writeOnly || uriVariables.size === 0);

/** One operation that must be among these Forms. */
type Demand = readonly [way: Way, among: readonly Form[] | undefined];

const meetsAll = (demands: readonly Demand[]): boolean =>
  demands.length > 0 && demands.every(([way, among = []]) => among.some((form) => serves(form, way)));

function serves({ op, contentType, subprotocol }: Form, way: Way): boolean {
  return (
    contentType === "application/json" &&
    subprotocol === way.subprotocol &&
    (op === way.op || (Array.isArray(op) && op.includes(way.op)))
  );
}

function basicDemands(thing: HostedThing, forms: OfferedForms): readonly Demand[] {
  const demands: Demand[] = [];
  const whole = new Set<Operation>();
  for (const { name, readOnly, writeOnly } of thing.properties.values()) {
    const own = forms.properties.get(name);
    if (!writeOnly) demands.push([{ op: "readproperty" }, own]);
    if (!readOnly) demands.push([{ op: "writeproperty" }, own]);
    if (!writeOnly) whole.add("readallproperties");
    if (!readOnly) whole.add("writemultipleproperties");
  }
  for (const { name } of thing.actions.values()) {
    demands.push([{ op: "invokeaction" }, forms.actions.get(name)]);
    whole.add("queryallactions");
  }
  return [...demands, ...[...whole].map((op): Demand => [{ op }, forms.thing])];
}

function pushDemands(thing: HostedThing, forms: OfferedForms, subprotocol: "sse" | "webhook"): readonly Demand[] {
  const demands: Demand[] = [];
  const whole = new Set<Operation>();
  for (const { name, observable } of thing.properties.values()) {
    if (!observable) continue;
    demands.push([{ op: "observeproperty", subprotocol }, forms.properties.get(name)]);
    whole.add("observeallproperties");
  }
  for (const { name } of thing.events.values()) {
    demands.push([{ op: "subscribeevent", subprotocol }, forms.events.get(name)]);
    whole.add("subscribeallevents");
  }
  return [...demands, ...[...whole].map((op): Demand => [{ op, subprotocol }, forms.thing])];
}
