import type { SecurityScheme } from "./security-scheme.js";

/** Context of TD 1.0. */
export const DEFAULT_CONTEXT_V1 = "https://www.w3.org/2019/wot/td/v1";
/** Context of TD 1.1. */
export const DEFAULT_CONTEXT_V11 = "https://www.w3.org/2022/wot/td/v1.1";
export const DEFAULT_CONTEXT_LANGUAGE = "en";
export const DEFAULT_THING_TYPE = "Thing";

/** A DataSchema, as loosely as programs of node-wot have them. */
export interface DataSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  oneOf?: unknown[];
  default?: unknown;
  [term: string]: unknown;
}

/** What a Form says of its answer. */
export interface ExpectedResponse {
  contentType?: string;
}

export type UriVariables = Record<string, DataSchema>;

/** A Form that a program may make and change. */
export class Form {
  href: string;
  declare op?: string | string[];
  declare contentType?: string;
  declare subprotocol?: string;
  declare security?: string | string[];
  declare response?: ExpectedResponse;
  [term: string]: unknown;

  constructor(href: string, contentType?: string) {
    this.href = href;
    if (contentType !== undefined && contentType !== null) this.contentType = contentType;
  }
}

/** A property, an action or an event of a {@link Thing}. */
export interface ThingInteraction {
  title?: string;
  forms?: Form[];
  uriVariables?: UriVariables;
  readOnly?: boolean;
  writeOnly?: boolean;
  observable?: boolean;
  input?: DataSchema;
  output?: DataSchema;
  data?: DataSchema;
  synchronous?: boolean;
  [term: string]: unknown;
}

export type Interactions = Record<string, ThingInteraction>;

/** A Thing Description as an object that may be changed; a new one has every member that node-wot's has, empty. */
export class Thing {
  "@context": unknown = [DEFAULT_CONTEXT_V1, DEFAULT_CONTEXT_V11];
  "@type": unknown = DEFAULT_THING_TYPE;
  title = "";
  securityDefinitions: Record<string, SecurityScheme> = {};
  security: string | string[] = "";
  properties: Interactions = {};
  actions: Interactions = {};
  events: Interactions = {};
  links: unknown[] = [];
  declare id?: string;
  declare base?: string;
  declare forms?: Form[];
  declare uriVariables?: UriVariables;
  [term: string]: unknown;
}

/** Base of schemas that programs derive from. */
export class BaseSchema {
  [term: string]: unknown;
}

/** Base of properties that programs derive from. */
export abstract class ThingProperty extends BaseSchema {}

/** Base of actions that programs derive from. */
export abstract class ThingAction {
  [term: string]: unknown;
}

/** Base of events that programs derive from. */
export abstract class ThingEvent {
  [term: string]: unknown;
}
