import type { ThingDescription, ThingModel } from "@thingwright/td";
import type { ThingModelName } from "@thingwright/thing-descriptions";

/** One Thing of a device: how it is spoken to, and as what it is offered. */
export interface DescribedPart {
  /** Of the Thing that is offered: an IRI that stays when the device is renamed. */
  readonly id: string;
  readonly title: string;
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly modelName: ThingModelName | undefined;
  /** The model with what the device has beside it. */
  readonly model: ThingModel;
  /** Forms to the device, with terms of the mapping. */
  readonly southbound: ThingDescription;
}

/** A device as the Things that it is. */
export interface DescribedDevice<Part extends DescribedPart = DescribedPart> {
  /** None when the device has nothing to offer; the main one first. */
  readonly parts: readonly Part[];
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];
}

/** A device that an ecosystem has. */
export interface ListedDevice {
  /** The same for as long as the device lives: an address or a serial number. */
  readonly key: string;
  /** What its owner calls it. */
  readonly name: string;
  /** Other text, other Things: the definition of the device, or what stands for it. */
  readonly revision: string;
  /** The Things that it is. Called when it is offered for the first time, and when its name or revision is another. */
  describe(): DescribedDevice | Promise<DescribedDevice>;
}

/** A device of an ecosystem that cannot be offered. */
export interface UnofferedDevice {
  readonly key: string;
  readonly why: string;
}
