import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ExposedThing, Servient } from "@thingwright/core";
import { RequestError } from "@thingwright/errors";
import type { PartialThingDescription } from "@thingwright/td";

/** A servient without a network. */
export async function house(): Promise<Servient> {
  const network = memoryNetwork();
  const servient = new Servient({ servers: [memoryServer(network)], clients: [memoryClient(network)] });
  await servient.start();
  return servient;
}

/** A lamp that keeps what is written to it, and can be taken away, made slow or made to refuse. */
export class Lamp {
  readonly thing: ExposedThing;
  readonly writes: [string, unknown][] = [];
  isAway = false;
  /** Called at each write; the write waits for it. */
  onWrite: (name: string, value: unknown) => unknown = () => {};
  readonly #values: Record<string, unknown>;

  private constructor(thing: ExposedThing, values: Record<string, unknown>) {
    this.thing = thing;
    this.#values = values;
    for (const [name, property] of Object.entries(thing.description.properties ?? {})) {
      thing.setPropertyReadHandler(name, () => {
        if (this.isAway) throw new RequestError("WOT_UNAVAILABLE", "the device cannot be reached");
        return this.#values[name];
      });
      if (property.readOnly === true) continue;
      thing.setPropertyWriteHandler(name, async (input) => {
        const value = await input.value();
        if (this.isAway) throw new RequestError("WOT_UNAVAILABLE", "the device cannot be reached");
        await this.onWrite(name, value);
        this.writes.push([name, value]);
        this.set(name, value);
      });
    }
  }

  static async expose(
    servient: Servient,
    title: string,
    values: Record<string, unknown>,
    more: object = {},
  ): Promise<Lamp> {
    const thing = servient.produce({ ...lampDescription, ...more, id: idOf(title), title } as PartialThingDescription);
    const lamp = new Lamp(thing, { ...values });
    await thing.expose();
    return lamp;
  }

  /** It changes by itself. */
  set(name: string, value: unknown): void {
    this.#values[name] = value;
    void this.thing.emitPropertyChange(name);
  }
}

export const idOf = (title: string): string => `urn:example:${title.toLowerCase().replaceAll(" ", "-")}`;

const lampDescription = {
  properties: {
    on: { type: "boolean", observable: true },
    brightness: { type: "integer", minimum: 0, maximum: 100, unit: "qudtUnit:PERCENT", observable: true },
  },
};
