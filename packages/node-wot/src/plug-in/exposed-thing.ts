import type { DataSchema, Link } from "@thingwright/td";
import type { TheirContent, TheirForm, TheirSecurityScheme } from "./interfaces.js";

/** What every affordance of theirs has. Forms are written into it by the servers. */
export interface TheirAffordance {
  forms?: TheirForm[];
  uriVariables?: Record<string, DataSchema>;
}

export interface TheirProperty extends TheirAffordance {
  readOnly?: boolean;
  writeOnly?: boolean;
  observable?: boolean;
}

export interface TheirAction extends TheirAffordance {
  input?: DataSchema;
}

/** How a server of theirs says which Form a request came by, and what its address held. */
export interface TheirOptions {
  formIndex: number;
  uriVariables?: Record<string, unknown>;
}

export type ContentListener = (content: TheirContent) => void;

/** An exposed Thing as a server of theirs gets it: a description that changes, and verbs. */
export interface TheirExposedThing {
  id: string;
  title: string;
  "@context"?: unknown;
  security?: string | readonly string[];
  securityDefinitions?: Record<string, TheirSecurityScheme>;
  properties: Record<string, TheirProperty>;
  actions: Record<string, TheirAction>;
  events: Record<string, TheirAffordance>;
  forms?: TheirForm[];
  links?: Partial<Link>[];
  uriVariables?: Record<string, DataSchema>;
  getThingDescription(): object;
  handleReadProperty(name: string, options: TheirOptions): Promise<TheirContent>;
  handleWriteProperty(name: string, content: TheirContent, options: TheirOptions): Promise<void>;
  handleInvokeAction(name: string, content: TheirContent, options: TheirOptions): Promise<TheirContent | undefined>;
  handleObserveProperty(name: string, listener: ContentListener, options: TheirOptions): Promise<void>;
  handleUnobserveProperty(name: string, listener: ContentListener, options: TheirOptions): void;
  handleSubscribeEvent(name: string, listener: ContentListener, options: TheirOptions): Promise<void>;
  handleUnsubscribeEvent(name: string, listener: ContentListener, options: TheirOptions): void;
}

/** The part of their Servient that a server needs. */
export interface TheirServient {
  /** All credentials that were stored under a Thing's id; for an exposed Thing, those that are good. */
  retrieveCredentials(id: string): readonly unknown[] | undefined;
}

/** The exposing half of one of their bindings. */
export interface ProtocolServer {
  readonly scheme: string;
  /** @param template - the Thing as it was produced; absent when the server is added to a Servient that has Things */
  expose(thing: TheirExposedThing, template?: unknown): Promise<void>;
  destroy(thingId: string): Promise<boolean>;
  start(servient: TheirServient): Promise<void>;
  stop(): Promise<void>;
  /** -1 before the start. */
  getPort(): number;
}
