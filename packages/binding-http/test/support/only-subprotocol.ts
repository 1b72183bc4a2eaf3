import type { HostedThing, ServerBinding, ThingForms } from "@thingwright/contracts";
import type { Form } from "@thingwright/td";

/** `server`, which tells only of the Forms of one subprotocol, and of those without any where `others` says so. */
export function onlySubprotocol(server: ServerBinding, name: string, others: boolean): ServerBinding {
  const chosen = (forms: readonly Form[]): readonly Form[] =>
    forms.filter(({ subprotocol }) => subprotocol === name || (others && subprotocol === undefined));
  const each = (all: ReadonlyMap<string, readonly Form[]>) =>
    new Map([...all].map(([affordance, forms]) => [affordance, chosen(forms)] as const));
  const expose = async (thing: HostedThing): Promise<ThingForms> => {
    const { properties, actions, events, thing: whole } = await server.expose(thing);
    return {
      properties: each(properties),
      actions: each(actions),
      events: each(events),
      thing: chosen(whole),
    };
  };
  return new Proxy(server, {
    get(target, property) {
      if (property === "expose") return expose;
      const value = Reflect.get(target, property, target) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
