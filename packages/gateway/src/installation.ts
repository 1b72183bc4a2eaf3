import type { Credentials } from "@thingwright/contracts";
import type { SimulatedBuilding } from "@thingwright/simulator";
import type { JsonValue, MultiLanguage } from "@thingwright/td";
import type { DeviceName, ThingModelName } from "@thingwright/thing-descriptions";

/** One vendor's device in a building, and the model of the common API that it is shown as. */
export interface Installation {
  /** `id` of the Thing, which says nothing about it (`privacy-id-metadata`). */
  readonly id: string;
  readonly title: string;
  /** The title in the languages of the models. */
  readonly titles: MultiLanguage;
  /** How the device is spoken to: its southbound description in `@thingwright/thing-descriptions`. */
  readonly device: DeviceName;
  readonly placeholders: Readonly<Record<string, JsonValue>>;
  readonly model: ThingModelName;
  /** The vendor's protocol in a few words, for a person. */
  readonly vendorProtocol: string;
  /** Secrets for the device, by security definition. */
  readonly credentials?: Readonly<Record<string, Credentials>>;
}

/** Finds the devices of one kind in a building. */
export type Installer = (building: SimulatedBuilding) => readonly Installation[];
