import type { Duplex } from "node:stream";
import type { HostedAction, HostedEvent, HostedProperty, HostedThing, PathSegments } from "@thingwright/contracts";
import type { Form } from "@thingwright/td";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { Handler, Resource } from "../resources/resource.js";
import type { EmissionSource } from "./emission-source.js";

/** Where a Form stands: at an affordance of a Thing, or at the Thing. */
export type FormPlace =
  | { readonly kind: "property"; readonly affordance: HostedProperty }
  | { readonly kind: "action"; readonly affordance: HostedAction }
  | { readonly kind: "event"; readonly affordance: HostedEvent }
  | { readonly kind: "thing" };

/**
 * One way to push, on the server's side: the Forms that it offers, what it adds to the resources of a Thing, and what it
 * has to end. All of it is optional but the name.
 *
 * Every implementer must open sources by an `InboundSubscription`, so that subscriptions are counted, opened with the
 * credentials of their request and ended with their Thing; and must drop or conflate for a slow reader.
 */
export interface ServerSubprotocol {
  /** Value of `subprotocol` in Forms. */
  readonly name: string;
  /** URI schemes of its Forms beside those of HTTP. */
  readonly schemes?: readonly string[];
  /** Forms that subscribe to `source`, under the base URI of the server; none where it cannot. */
  sourceForms?(source: EmissionSource, base: string): readonly Form[];
  /** Forms for more than subscribing. */
  placeForms?(thing: HostedThing, place: FormPlace, base: string): readonly Form[];
  /**
   * Answers a GET at the address of `source` and says `true`, when the request is for this subprotocol. The last one of
   * the server's list is asked first: it is the most special. May throw.
   */
  take?(request: InboundHttpRequest, source: EmissionSource): boolean;
  /** Its other handlers at the address of `source`, by method. */
  handlers?(source: EmissionSource): Readonly<Record<string, Handler>>;
  /** Headers of what a GET at the address of `source` is answered with, names and values in turn. */
  headers?(source: EmissionSource, base: string): readonly string[];
  /** Its resource at the path that `names` are below the address of `source`, a single affordance, if there is one. */
  below?(source: EmissionSource, names: PathSegments): Resource | undefined;
  /** Its resource at the path that `names` are below the address of `thing`, if there is one. */
  ofThing?(thing: HostedThing, names: PathSegments): Resource | undefined;
  /**
   * Takes over a connection that asked, at the address of `thing`, to be upgraded to WebSocket and to speak the subprotocol
   * of this name.
   */
  upgrade?(thing: HostedThing, request: InboundHttpRequest, socket: Duplex, head: Buffer): void;
  /** The Thing goes. Subscriptions to it have been told. */
  withdraw?(thingId: string): void;
  /** The server goes. */
  stop?(): void;
}
