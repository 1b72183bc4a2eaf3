import type {
  ClientBinding,
  ContentSink,
  Exchange,
  FormRefusal,
  FormRequest,
  PreparedForm,
  RemoteSubscription,
  Reply,
} from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import {
  actionOperations,
  eventOperations,
  propertyOperations,
  type ThingDescription,
  thingOperations,
} from "@thingwright/td";

/** One use of a Form, as the binding gets it. */
export interface ScriptedCall {
  readonly request: FormRequest;
  /** The Form's address with its variables filled in. */
  readonly url: string;
  readonly exchange: Exchange;
}

export interface Script {
  request?(call: ScriptedCall): unknown;
  subscribe?(call: ScriptedCall, sink: ContentSink): Promise<RemoteSubscription> | RemoteSubscription;
  prepare?(request: FormRequest): FormRefusal | undefined;
}

const operations = [...propertyOperations, ...actionOperations, ...eventOperations, ...thingOperations];

/** A binding for `script:` that answers as a test says: with a Reply, with a value to encode as JSON, or by throwing. */
export function scriptedBinding(script: Script): { binding: ClientBinding; calls: ScriptedCall[] } {
  const calls: ScriptedCall[] = [];
  const prepared = (request: FormRequest): PreparedForm => {
    const called = (exchange: Exchange): ScriptedCall => {
      const call = { request, exchange, url: request.href.expand(exchange.variables ?? {}) };
      calls.push(call);
      return call;
    };
    return {
      request: async (exchange) => replyOf(await script.request?.(called(exchange))),
      async subscribe(exchange, sink) {
        if (script.subscribe === undefined) throw new UnsupportedError("WOT_OPERATION", "not here");
        return script.subscribe(called(exchange), sink);
      },
    };
  };
  const binding: ClientBinding = {
    manifest: {
      name: "script",
      schemes: ["script"],
      clientOperations: operations,
      serverOperations: [],
      subprotocols: [],
      carriers: [],
    },
    prepare: (request) => script.prepare?.(request) ?? prepared(request),
    stop: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
  return { binding, calls };
}

export const json = (value: unknown): Reply => ({
  contentType: "application/json",
  body: new TextEncoder().encode(JSON.stringify(value)),
});

export const nothing: Reply = { contentType: "", body: new Uint8Array(0) };

function replyOf(answer: unknown): Reply {
  if (answer === undefined) return nothing;
  return typeof answer === "object" && answer !== null && "body" in answer ? (answer as Reply) : json(answer);
}

/** A Thing Description with what every one needs, and `members`. */
export function describedThing(members: Partial<ThingDescription>): ThingDescription {
  return {
    "@context": "https://www.w3.org/2022/wot/td/v1.1",
    title: "Scripted",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    ...members,
  };
}

/** A promise that the test settles. */
export function deferred<T = void>(): {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
} {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
