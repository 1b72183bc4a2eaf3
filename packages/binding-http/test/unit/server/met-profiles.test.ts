import { type TestThing, testThing } from "@thingwright/contract-tests";
import type { HostedThing } from "@thingwright/contracts";
import { type Operation, profiles } from "@thingwright/td";
import { describe, expect, it } from "vitest";
import { metProfiles } from "../../../src/server/met-profiles.js";
import { thingForms } from "../../../src/server/thing-forms.js";

/** The test Thing with these affordances only; each of them speaks JSON. */
function only(kind: "properties" | "actions" | "events", ...names: readonly string[]): HostedThing {
  const thing = testThing();
  const none = { properties: new Map(), actions: new Map(), events: new Map() };
  const some = new Map([...thing[kind]].filter(([name]) => names.includes(name)));
  return Object.assign(Object.create(thing) as TestThing, none, { [kind]: some });
}

const metBy = (thing: HostedThing) => thingForms(thing, "http://h").profiles;

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
    const forms = thingForms(thing, "http://h");
    const without = { ...forms, thing: forms.thing.filter(({ op }) => ![op].flat().includes(missing)) };
    const properties = new Map([["count", forms.properties.get("count")!.map((form) => lacking(form, missing))]]);
    expect(metProfiles(thing, { ...without, properties })).toEqual(met);
  });

  it.each<[Operation, "actions" | "events", string]>([
    ["invokeaction", "actions", "echo"],
    ["queryallactions", "actions", "echo"],
    ["subscribeevent", "events", "tick"],
    ["subscribeallevents", "events", "tick"],
  ])("need a Form for %s", (missing, kind, name) => {
    const thing = only(kind, name);
    const forms = thingForms(thing, "http://h");
    const without = { ...forms, thing: forms.thing.filter(({ op }) => ![op].flat().includes(missing)) };
    const affordances = new Map([[name, forms[kind].get(name)!.map((form) => lacking(form, missing))]]);
    expect(metProfiles(thing, { ...without, [kind]: affordances })).toEqual([]);
  });
});

function lacking<F extends { readonly op?: Operation | readonly Operation[] }>(form: F, missing: Operation): F {
  return { ...form, op: [form.op ?? []].flat().filter((op) => op !== missing) };
}
