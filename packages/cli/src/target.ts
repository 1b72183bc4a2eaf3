import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { mqttClient } from "@thingwright/binding-mqtt";
import { type ConsumedThing, Servient, type ServientOptions } from "@thingwright/core";
import { readCredentials } from "./credentials-file.js";
import { readDocument } from "./document.js";

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
  const servient = await openServient(options);
  try {
    const td = isUrl(source) ? await servient.requestThingDescription(source) : await readDocument(source);
    return { thing: servient.consume(td), [Symbol.asyncDispose]: () => servient.stop() };
  } catch (error) {
    await servient.stop();
    throw error;
  }
}

/** A Servient that reaches Things by every protocol, with the secrets of a file. */
export async function openServient(
  { credentials, timeout }: Pick<TargetOptions, "credentials" | "timeout">,
  further: Pick<ServientOptions, "introducers"> = {},
): Promise<Servient> {
  return new Servient({
    clients: [httpClient(), coapClient(), mqttClient(), modbusClient()],
    limits: { timeoutMs: timeout },
    ...(credentials === undefined ? {} : await readCredentials(credentials)),
    ...further,
  });
}

export function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}
