import type { ThingDescription } from "@thingwright/td";
import { vi } from "vitest";
import { type CreateServientOptions, createServient, type ExposedThing, type Servient } from "../../src/index.js";

/** What a test says of a Thing beyond its title. */
export type LampInit = Omit<Parameters<Servient["produce"]>[0], "title">;

/** A Thing that we expose over HTTP, and its description as a peer gets it. */
export interface ServedLamp extends AsyncDisposable {
  readonly exposed: ExposedThing;
  readonly td: ThingDescription;
  /** Base URI of the server. */
  readonly base: string;
  readonly servient: Servient;
}

/** Exposes a Thing over HTTP on a port of its own. */
export async function serveLamp(
  init: LampInit,
  options: CreateServientOptions = {},
  prepare: (thing: ExposedThing) => void = () => {},
): Promise<ServedLamp> {
  const servient = createServient({ http: { port: 0 }, ...options });
  await servient.start();
  const exposed = servient.produce({ title: "Lamp", ...init });
  prepare(exposed);
  await exposed.expose();
  const [base = ""] = servient.addresses();
  return { exposed, td: exposed.description, base, servient, [Symbol.asyncDispose]: () => servient.stop() };
}

/** A JSON request with `fetch`, and what came back. */
export async function ask(url: string, method = "GET", body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever has come
  const json: any = /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

/** Waits until `look` does not throw any more. */
export const eventually = (look: () => unknown): Promise<unknown> => vi.waitFor(look, { timeout: 8_000, interval: 5 });
