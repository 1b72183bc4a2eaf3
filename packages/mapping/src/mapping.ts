import type { MaybePromise } from "@thingwright/contracts";
import type { Conversion, ConversionContext } from "./conversion/conversion.js";

/** A southbound property or event whose values feed the model. */
export interface Source {
  readonly kind: "property" | "event";
  /** Name of the southbound affordance. */
  readonly name: string;
  readonly isReadable: boolean;
  readonly isObservable: boolean;
  /** Time between two readings, when the mapping says so. */
  readonly pollMs: number | undefined;
  /** Whether a vendor value is about this device at all (`map:where`). */
  accepts(vendor: unknown): boolean;
  readonly feeds: readonly Feed[];
}

/** What one part of a source's value is for. */
export interface Feed {
  readonly target: FeedTarget;
  readonly conversion: Conversion;
  /** JSON Pointer of the entry in the southbound Thing Description. */
  readonly pointer: string;
  /** The value is composed of this source and of others, each of which has a feed of its own. */
  readonly isComposed?: true;
  /** When the value was measured, in milliseconds since 1970, where the vendor says so (`map:time`). */
  timeOf?(vendor: unknown): number | undefined;
}

export type FeedTarget =
  | { readonly kind: "property"; readonly name: string }
  /** `data` is constant; without it, the converted value is the event's data. */
  | { readonly kind: "event"; readonly name: string; readonly onChange: boolean; readonly data?: unknown }
  /** The device can be reached when the latest value of every `of` says so. */
  | { readonly kind: "available"; readonly of: string };

/** A southbound affordance that takes values. */
export interface Outlet {
  readonly kind: "property" | "action";
  readonly name: string;
  /** Least time between the beginnings of two requests there, where the mapping says one. */
  readonly minIntervalMs?: number;
  /** How long no newer write may come before one is sent. */
  readonly debounceMs?: number;
  /** How long a request is kept for a device that is away or asleep. */
  readonly keepMs?: number;
  /** How long after it was last heard the device takes requests; without it, always. */
  readonly awakeMs?: number;
}

/** How a property of the model is written. */
export interface Writer {
  readonly outlet: Outlet;
  readonly conversion: Conversion;
  /** Name of the source whose latest value the conversion may need. */
  readonly source: string | undefined;
  /** Further parts of the value, in the order in which they are sent (`map:split`). */
  readonly parts: readonly WriterPart[];
  /** Whether the source has to be read anew after a write (`map:readBack`). */
  readonly isReadBack: boolean;
}

/** A part of a written value that goes another way. */
export interface WriterPart {
  readonly outlet: Outlet;
  readonly conversion: Conversion;
}

/** How an action of the model is invoked. */
export interface Invoker {
  readonly outlet: Outlet;
  payload(input: unknown, context: ConversionContext): MaybePromise<unknown>;
  output(vendor: unknown, context: ConversionContext): MaybePromise<unknown>;
}

/** A southbound Thing Description's mapping to one Thing Model, compiled. Immutable: devices may share it. */
export interface Mapping {
  readonly sources: readonly Source[];
  /** By name of the model's property. */
  readonly writers: ReadonlyMap<string, Writer>;
  /** By name of the model's action. */
  readonly invokers: ReadonlyMap<string, Invoker>;
  /** Names of the model's properties that some source feeds. */
  readonly readable: ReadonlySet<string>;
  /** Names of the model's events that some source feeds. */
  readonly events: ReadonlySet<string>;
}
