import type { ThingDescription, ThingModel } from "@thingwright/td";
import type { ThingModelName } from "@thingwright/thing-descriptions";

/** One Thing that a device is offered as. */
export interface SamplePart {
  /** `undefined` when no model of the common API fits. */
  readonly modelName: ThingModelName | undefined;
  readonly model: ThingModel;
  readonly southbound: ThingDescription;
}

/** A device as its description, or its ecosystem, has it, described as an adapter or the catalogue does. */
export interface Sample {
  readonly vendor: string;
  /** Its maker's name for it, or what it is. */
  readonly device: string;
  readonly parts: readonly SamplePart[];
  /** What of it is not offered, and why. */
  readonly problems: readonly string[];
}

/** Devices that come in by one way. */
export interface Family {
  /** As in the configuration of a gateway; of devices of the catalogue, `devices`. */
  readonly name: string;
  readonly title: string;
  /** Page about it, from `docs/devices`. */
  readonly page: string;
  /** Longest expression of a mapping, where the adapter allows longer ones than usual. */
  readonly maxExpressionLength?: number;
  samples(): Promise<readonly Sample[]>;
}
