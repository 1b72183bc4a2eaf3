import type { EffectiveForm } from "@thingwright/td";
import type { Subject, ThingSubject } from "../subject.js";
import { type HttpExchange, headerOf } from "../wire/http/http-exchange.js";
import { essenceOf } from "../wire/http/media-type.js";
import { type EventMessage, eventMessagesIn } from "./event-message.js";
import { dressed, type FormOwner, profiledForm } from "./profiled-form.js";

/** Operations that the HTTP SSE Profile has streams for, and the HTTP Webhook Profile subscriptions. */
export type StreamOperation = "observeproperty" | "observeallproperties" | "subscribeevent" | "subscribeallevents";

/** A stream that was listened to for a while. */
export interface EventStream {
  /** Name of the affordance; empty for a stream of all. */
  readonly name: string;
  readonly form: EffectiveForm;
  readonly exchange: HttpExchange;
  /** Whether it is an event stream that was still open when it was left. */
  readonly isOpen: boolean;
  readonly messages: readonly EventMessage[];
}

/** Most streams of one operation that are opened. */
export const maxStreams = 4;

/** Most bytes that are taken of one: who says more is left. */
export const maxOpenStreamBytes = 256 * 1024;

/** Longest time that they are listened to, in milliseconds. */
export const maxListenMs = 1_000;

const owners = {
  observeproperty: "property",
  observeallproperties: "thing",
  subscribeevent: "event",
  subscribeallevents: "thing",
} as const satisfies Readonly<Record<StreamOperation, FormOwner>>;

/** The Forms of the operation, by the name of their affordance. */
export function streamForms(
  { thing }: ThingSubject,
  operation: StreamOperation,
  subprotocol: "sse" | "webhook" = "sse",
): readonly (readonly [name: string, form: EffectiveForm])[] {
  const owner = owners[operation];
  const members = owner === "property" ? thing.properties : thing.events;
  const names = owner === "thing" ? [""] : Object.keys(members ?? {});
  return names
    .flatMap((name) => {
      const form = profiledForm(thing, owner, name, operation, subprotocol);
      return form === undefined ? [] : [[name, form] as const];
    })
    .slice(0, maxStreams);
}

type Streams = Readonly<Record<StreamOperation, readonly EventStream[]>>;

const opened = new WeakMap<Subject, Promise<Streams>>();

/** What the streams of the operation brought: all streams of a Thing are listened to once in a run, at the same time. */
export async function eventStreams(subject: ThingSubject, operation: StreamOperation): Promise<readonly EventStream[]> {
  const streams = opened.get(subject) ?? listenToAll(subject);
  opened.set(subject, streams);
  return (await streams)[operation];
}

async function listenToAll(subject: ThingSubject): Promise<Streams> {
  const listen = (operation: StreamOperation) =>
    Promise.all(streamForms(subject, operation).map(([name, form]) => listenTo(name, form, subject)));
  const [observeproperty, observeallproperties, subscribeevent, subscribeallevents] = await Promise.all([
    listen("observeproperty"),
    listen("observeallproperties"),
    listen("subscribeevent"),
    listen("subscribeallevents"),
  ]);
  return { observeproperty, observeallproperties, subscribeevent, subscribeallevents };
}

async function listenTo(name: string, form: EffectiveForm, subject: ThingSubject): Promise<EventStream> {
  const forMs = Math.min(subject.http.effectTimeoutMs, maxListenMs);
  const request = { method: "GET", url: form.href, headers: [["Accept", "text/event-stream"]] } as const;
  let hasEnded = false;
  const exchange = await subject.http.listen(dressed(form, request, subject), {
    forMs,
    enough: (body) => body.byteLength >= maxOpenStreamBytes,
    ended: () => {
      hasEnded = true;
    },
  });
  const { response } = exchange;
  const isStream = response?.status === 200 && essenceOf(headerOf(response, "content-type")) === "text/event-stream";
  const messages = isStream ? eventMessagesIn(new TextDecoder().decode(response.body)) : [];
  return { name, form, exchange, isOpen: isStream && !hasEnded, messages };
}
