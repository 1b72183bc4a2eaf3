import type { ThingModelName } from "@thingwright/thing-descriptions";

/** Tables of a Modbus device, as the W3C's binding calls what is in them. */
export type Entity = "Coil" | "DiscreteInput" | "InputRegister" | "HoldingRegister";

/** How a value lies in registers. */
export type RegisterType =
  | "boolean"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "float32"
  | "float64"
  | "string";

/** Which byte of a register, or register of a value, comes first. */
export type Order = "high-first" | "low-first";

/** A value of an enumeration. */
export type Scalar = string | number | boolean;

/** How the value of a register becomes another: as the terms of the mapping vocabulary have it. */
export interface RegisterConversion {
  /** Value × scale + offset. */
  readonly scale?: number;
  readonly offset?: number;
  /** Stretches the first interval, of the register, onto the second. */
  readonly range?: readonly [readonly [number, number], readonly [number, number]];
  /** By the register's value, as text. */
  readonly enum?: Readonly<Record<string, Scalar>>;
}

/** What a register, or a part of it, is for in the common model: one of `property`, `action` and `event`. */
export interface ServedPart extends RegisterConversion {
  readonly property?: string;
  readonly action?: string;
  readonly event?: string;
  /** One bit of the register. */
  readonly bit?: number;
  /** JSONata, in place of all that. */
  readonly read?: string;
  readonly write?: string;
  /** What an action writes. */
  readonly value?: unknown;
  /** What an event says. */
  readonly data?: unknown;
}

/** A row of a register table. */
export interface Register extends RegisterConversion {
  readonly name: string;
  /** May be left out with the numbering `modicon`. */
  readonly entity?: Entity;
  readonly address: number;
  /** Default: `uint16`, of coils and discrete inputs `boolean`. */
  readonly type?: RegisterType;
  /** Registers that a `string` takes. */
  readonly length?: number;
  /** Default: `read`. */
  readonly access?: "read" | "write" | "read-write";
  readonly title?: string;
  readonly description?: string;
  /** Of the converted value: as manuals write it (`°C`, `kWh`), or a name of QUDT's (`DEG_C`). */
  readonly unit?: string;
  /** Least and greatest value, as the register holds it. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Single bits that are offered under these names. */
  readonly bits?: Readonly<Record<string, number>>;
  readonly pollMs?: number;
  /** Writes are at least so far apart. */
  readonly minIntervalMs?: number;
  /** For devices that have only one of the functions 6 and 16, or 5 and 15. */
  readonly writeFunction?: string;
  /** A name of the common model's property, or what of the register is what. */
  readonly serves?: string | readonly ServedPart[];
}

/** Registers that are one Thing together. */
export interface RegisterMapPart {
  /** Models of the common API that it may be, the most capable first. */
  readonly as?: ThingModelName | readonly ThingModelName[];
  readonly registers: readonly Register[];
  /** Properties of the model that are always the same, such as `mode` of what only heats. */
  readonly constants?: Readonly<Record<string, Scalar>>;
}

/** A part that a device has beside its main one. */
export interface FurtherPart extends RegisterMapPart {
  /** Tells it from others; with `repeat`, a number follows. */
  readonly suffix: string;
  /** With `repeat`, a number follows. */
  readonly title: string;
  readonly repeat?: { readonly count: number; readonly stride: number };
}

/** What a device of this kind, and hardly any other, says. */
export interface Sign {
  /** Name of an object of its identification (function 43/14), such as `VendorName`. */
  readonly identification?: string;
  /** Or a register. */
  readonly entity?: Entity;
  readonly address?: number;
  readonly type?: RegisterType;
  readonly length?: number;
  /** What it says; of several, any. */
  readonly is: Scalar | readonly Scalar[];
}

/** Something that its owner has to say of a device, written as `{{NAME}}` in the map. */
export interface MapParameter {
  readonly title: string;
  readonly default?: Scalar;
}

/** The register table of a product, as its manual has it, and what of it is what in the common API. */
export interface RegisterMap extends RegisterMapPart {
  readonly title: string;
  readonly maker: string;
  readonly product: string;
  readonly description?: string;
  /** Where the table is from. */
  readonly source?: string;
  /**
   * How addresses are written: as on the wire, counted from 1, or with the table in their first digit (`40001`, `400001`).
   * Default: `wire`.
   */
  readonly numbering?: "wire" | "from-1" | "modicon";
  /** Default: `high-first`. */
  readonly byteOrder?: Order;
  readonly wordOrder?: Order;
  /** Default 1 s. */
  readonly pollMs?: number;
  readonly timeoutMs?: number;
  readonly parameters?: Readonly<Record<string, MapParameter>>;
  /** All of them must be there for a device to be recognized. */
  readonly recognize?: readonly Sign[];
  readonly parts?: readonly FurtherPart[];
}
