import { networkInterfaces } from "node:os";
import type { HostedThing, ThingForms } from "@thingwright/contracts";
import { actionOperations, eventOperations, type Form, propertyOperations } from "@thingwright/td";
import type { TheirAffordance } from "../plug-in/exposed-thing.js";
import type { TheirForm } from "../plug-in/interfaces.js";
import type { ExposedFacade } from "./exposed-facade.js";

/**
 * The Forms that a server of theirs wrote, at the hosts that peers are told. Theirs has one for each address of the machine; those at other
 * hosts, such as a broker's, stay as they are.
 *
 * @param hosts - as they stand in a URI, the preferred one first
 */
export function formsFrom(facade: ExposedFacade, thing: HostedThing, hosts: readonly string[]): ThingForms {
  const mine = localHosts();
  const of = (
    affordances: Record<string, TheirAffordance>,
    name: string,
    defaults: readonly string[],
  ): readonly Form[] => placed(affordances[name]?.forms ?? [], hosts, mine, defaults);
  return {
    properties: new Map(
      [...thing.properties.keys()].map((name) => [name, of(facade.properties, name, propertyOperations)]),
    ),
    actions: new Map([...thing.actions.keys()].map((name) => [name, of(facade.actions, name, actionOperations)])),
    events: new Map([...thing.events.keys()].map((name) => [name, of(facade.events, name, eventOperations)])),
    thing: placed(facade.forms, hosts, mine, []),
  };
}

function placed(
  forms: readonly TheirForm[],
  hosts: readonly string[],
  mine: ReadonlySet<string>,
  defaults: readonly string[],
): readonly Form[] {
  const byText = new Map<string, Form>();
  for (const host of hosts) {
    for (const form of forms) {
      const op = form.op === undefined ? defaults.slice(0, 1) : [form.op].flat();
      const moved = { ...form, op, href: movedTo(host, form.href, mine) } as unknown as Form;
      byText.set(JSON.stringify(moved), moved);
    }
  }
  return [...byText.values()];
}

function movedTo(host: string, href: string, mine: ReadonlySet<string>): string {
  return href.replace(/^([a-z][a-z0-9+.-]*:\/\/)(\[[^\]]*\]|[^/:?#]*)/i, (all, scheme: string, old: string) =>
    mine.has(old.replace(/^\[|\]$/g, "").toLowerCase()) ? scheme + host : all,
  );
}

function localHosts(): ReadonlySet<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  return new Set(["localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ...addresses.map(({ address }) => address)]);
}
