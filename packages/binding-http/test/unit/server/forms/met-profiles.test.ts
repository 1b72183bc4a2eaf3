import { type TestThing, testThing } from "@thingwright/contract-tests";
import type { HostedThing, OfferedForms } from "@thingwright/contracts";
import { type Form, type Operation, profiles } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { metProfiles } from "../../../../src/server/forms/met-profiles.js";
import { HttpThingForms } from "../../../../src/server/forms/thing-forms.js";
import { longpoll } from "../../../../src/server/long-poll/longpoll.js";
import { sse } from "../../../../src/server/sse/sse.js";

/** The test Thing with these affordances only; each of them speaks JSON. */
function only(kind: "properties" | "actions" | "events", ...names: readonly string[]): HostedThing {
  const thing = testThing();
  const none = { properties: new Map(), actions: new Map(), events: new Map() };
  const all: ReadonlyMap<string, unknown> = thing[kind];
  const some = new Map([...all].filter(([name]) => names.includes(name)));
  return Object.assign(Object.create(thing) as TestThing, none, { [kind]: some });
}

const metBy = (thing: HostedThing) => metProfiles(thing, new HttpThingForms(thing, "http://h", [sse, longpoll]));

describe("the profiles that Forms meet", () => {
  it.each([
    ["a property that is written only", only("properties", "secretInput"), [profiles.httpBasic]],
    ["a property that is observed too", only("properties", "count"), [profiles.httpBasic, profiles.httpSse]],
    ["an action", only("actions", "job"), [profiles.httpBasic]],
    ["an event", only("events", "tick"), [profiles.httpSse]],
    ["nothing", only("events"), []],
  ])("are those that have to do with %s", (_, thing, met) => {
    expect(metBy(thing)).toEqual(met);
  });

  it("are none for a property that does not come as JSON", () => {
    expect(metBy(only("properties", "count", "bytes"))).toEqual([profiles.httpSse]);
  });

  it("are without the basic one where a value needs variables, which reading all at once has no place for", () => {
    const thing = only("properties", "count");
    const variables = new Map([["unit", { type: "string" }]]);
    const count = { ...thing.properties.get("count")!, uriVariables: variables };
    const needy = Object.assign(Object.create(thing) as HostedThing, { properties: new Map([["count", count]]) });
    expect(metBy(needy)).not.toContain(profiles.httpBasic);
  });

  it.each<[Operation, readonly string[]]>([
    ["readproperty", [profiles.httpSse]],
    ["writeproperty", [profiles.httpSse]],
    ["observeproperty", [profiles.httpBasic]],
    ["readallproperties", [profiles.httpSse]],
    ["writemultipleproperties", [profiles.httpSse]],
    ["observeallproperties", [profiles.httpBasic]],
    ["readmultipleproperties", [profiles.httpBasic, profiles.httpSse]],
  ])("need a Form for %s if the profile does", (missing, met) => {
    const thing = only("properties", "count");
    expect(metProfiles(thing, formsWithout(missing, thing))).toEqual(met);
  });

  it.each<[Operation, "actions" | "events", string]>([
    ["invokeaction", "actions", "echo"],
    ["queryallactions", "actions", "echo"],
    ["subscribeevent", "events", "tick"],
    ["subscribeallevents", "events", "tick"],
  ])("need a Form for %s", (missing, kind, name) => {
    const thing = only(kind, name);
    expect(metProfiles(thing, formsWithout(missing, thing))).toEqual([]);
  });
});

/** The Forms of `thing`, none of which serves `missing`. */
function formsWithout(missing: Operation, thing: HostedThing): OfferedForms {
  const forms = new HttpThingForms(thing, "http://h", [sse, longpoll]);
  const lacking = (list: readonly Form[]) =>
    list.map((form) => ({ ...form, op: [form.op ?? []].flat().filter((op) => op !== missing) }));
  const each = (all: ReadonlyMap<string, readonly Form[]>) =>
    new Map([...all].map(([name, list]) => [name, lacking(list)] as const));
  return {
    properties: each(forms.properties),
    actions: each(forms.actions),
    events: each(forms.events),
    thing: lacking(forms.thing),
  };
}
