import { readFile } from "node:fs/promises";
import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { mqttClient } from "@thingwright/binding-mqtt";
import type { CredentialStore } from "@thingwright/contracts";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import { memoryCredentials } from "@thingwright/security";

/** Options of every command that talks to a Thing. */
export interface TargetOptions {
  readonly credentials?: string;
  readonly timeout: number;
  readonly uriVariables?: Readonly<Record<string, unknown>>;
}

/** A consumed Thing and the Servient that it lives in. */
export interface Target extends AsyncDisposable {
  readonly thing: ConsumedThing;
}

/**
 * Consumes the Thing that a Thing Description describes.
 *
 * @param source - URL (http, https, coap) or file name of the Thing Description
 */
export async function openTarget(source: string, options: TargetOptions): Promise<Target> {
  const servient = new Servient({
    clients: [httpClient(), coapClient(), mqttClient()],
    limits: { timeoutMs: options.timeout },
    ...(options.credentials === undefined ? {} : { credentials: await readCredentials(options.credentials) }),
  });
  try {
    const td = isUrl(source) ? await servient.requestThingDescription(source) : await readDocument(source);
    return { thing: servient.consume(td), [Symbol.asyncDispose]: () => servient.stop() };
  } catch (error) {
    await servient.stop();
    throw error;
  }
}

/** The bytes of a file. @throws {UsageError} WOT_ARGUMENT when it cannot be read */
export async function readDocument(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function readCredentials(file: string): Promise<CredentialStore> {
  const text = new TextDecoder().decode(await readDocument(file));
  try {
    return memoryCredentials(JSON.parse(text));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} holds no credentials: ${(cause as Error).message}`, { cause });
  }
}

function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}
