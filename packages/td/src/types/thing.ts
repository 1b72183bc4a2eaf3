import type { ActionAffordance, EventAffordance, PropertyAffordance } from "./affordance.js";
import type { DataSchema, MultiLanguage } from "./data-schema.js";
import type { Form, FormHint, Link } from "./form.js";
import type { SecurityScheme } from "./security-scheme.js";

/** The `@context` of TD 1.1. */
export const tdContext = "https://www.w3.org/2022/wot/td/v1.1";
/** The `@context` of TD 1.0. */
export const tdContextV1 = "https://www.w3.org/2019/wot/td/v1";
/** Media type of a Thing Description (TD 1.1 §12.1). */
export const tdMediaType = "application/td+json";
/** Media type of a Thing Model (TD 1.1 §12.2). */
export const tmMediaType = "application/tm+json";

export interface VersionInfo {
  readonly instance: string;
  readonly model?: string;
  readonly [extension: `${string}:${string}`]: unknown;
}

export type JsonLdContext = string | readonly (string | Readonly<Record<string, unknown>>)[];

/** Everything of a Thing but its forms: what Thing Descriptions and partial ones share. */
export interface ThingMetadata {
  readonly "@context": JsonLdContext;
  readonly "@type"?: string | readonly string[];
  readonly id?: string;
  readonly title: string;
  readonly titles?: MultiLanguage;
  readonly description?: string;
  readonly descriptions?: MultiLanguage;
  readonly version?: VersionInfo;
  readonly created?: string;
  readonly modified?: string;
  readonly support?: string;
  readonly base?: string;
  readonly links?: readonly Link[];
  readonly profile?: string | readonly string[];
  readonly schemaDefinitions?: Readonly<Record<string, DataSchema>>;
  readonly uriVariables?: Readonly<Record<string, DataSchema>>;
  readonly [extension: `${string}:${string}`]: unknown;
}

/** A Thing Description (TD 1.1 §5.3.1.1). */
export interface ThingDescription extends ThingMetadata {
  readonly properties?: Readonly<Record<string, PropertyAffordance>>;
  readonly actions?: Readonly<Record<string, ActionAffordance>>;
  readonly events?: Readonly<Record<string, EventAffordance>>;
  readonly forms?: readonly Form[];
  readonly security: string | readonly string[];
  readonly securityDefinitions: Readonly<Record<string, SecurityScheme>>;
}

/** An affordance whose forms may be missing. */
export type WithoutForms<A> = A extends unknown ? Omit<A, "forms"> & { readonly forms?: readonly FormHint[] } : never;

/** A Thing Description still to be completed by an exposing Servient: forms, security and `@context` may be missing. */
export interface PartialThingDescription extends Partial<Omit<ThingMetadata, "title">> {
  readonly title: string;
  readonly properties?: Readonly<Record<string, WithoutForms<PropertyAffordance>>>;
  readonly actions?: Readonly<Record<string, WithoutForms<ActionAffordance>>>;
  readonly events?: Readonly<Record<string, WithoutForms<EventAffordance>>>;
  readonly forms?: readonly FormHint[];
  readonly security?: string | readonly string[];
  readonly securityDefinitions?: Readonly<Record<string, SecurityScheme>>;
}

/** A Thing Model (TD 1.1 §9): a template of Thing Descriptions. Any string may hold a `{{PLACEHOLDER}}`. */
export interface ThingModel {
  readonly "@context": JsonLdContext;
  readonly "@type": string | readonly string[];
  readonly title?: string;
  readonly links?: readonly Link[];
  readonly version?: { readonly model?: string; readonly instance?: string };
  readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly actions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly events?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly "tm:optional"?: readonly string[];
  readonly [term: string]: unknown;
}
