import type { ListedDevice } from "@thingwright/adapter-core";
import type { AnnouncedDevice } from "./announced-device.js";
import type { BrokerAddress } from "./broker-address.js";
import { describeDevice } from "./describe-device.js";
import type { EntityConfig } from "./discovery/entity-config.js";

/** Numbers for entities: those of a message that did not come anew are the same objects, and have the same number. */
export class Revisions {
  readonly #numbers = new WeakMap<EntityConfig, number>();
  #last = 0;

  of({ entities }: AnnouncedDevice): string {
    return entities.map((entity) => this.#numberOf(entity)).join();
  }

  #numberOf(entity: EntityConfig): number {
    const number = this.#numbers.get(entity) ?? ++this.#last;
    this.#numbers.set(entity, number);
    return number;
  }
}

/** An announced device with the Things that it is. */
export function listedDevice(announced: AnnouncedDevice, revisions: Revisions, address: BrokerAddress): ListedDevice {
  const { id, name } = announced;
  return {
    key: id,
    name,
    revision: revisions.of(announced),
    async describe() {
      const { parts, problems } = await describeDevice(announced, address, id);
      return { parts, problems: [...announced.problems, ...problems] };
    },
  };
}
