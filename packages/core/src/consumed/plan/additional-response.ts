import type { Codecs, Reply } from "@thingwright/contracts";
import {
  asWotError,
  CredentialsError,
  type Problem,
  problemMediaType,
  RemoteError,
  type WotError,
} from "@thingwright/errors";
import type { DataSchema, EffectiveForm, ThingDescription } from "@thingwright/td";
import { ValueCodec } from "../../value/value-codec.js";

/** One of a Form's `additionalResponses`, with what decodes it. */
export interface AdditionalResponse {
  readonly success: boolean;
  /** Content type that it comes in when it does not say. */
  readonly contentType: string;
  readonly codec: ValueCodec;
}

/**
 * The additional responses of `form`. One without a `schema` has the operation's own when it is a success, and none when
 * it is not (TD 1.1 §5.3.4.4).
 */
export function additionalResponsesOf(
  thing: ThingDescription,
  { additionalResponses }: EffectiveForm,
  output: DataSchema | undefined,
  codecs: Codecs,
): readonly AdditionalResponse[] {
  return additionalResponses.map(({ success, contentType, schema }) => {
    const own = success ? output : undefined;
    return { success, contentType, codec: new ValueCodec(codecs, schema === undefined ? own : defined(thing, schema)) };
  });
}

function defined({ schemaDefinitions }: ThingDescription, name: string): DataSchema | undefined {
  return schemaDefinitions !== undefined && Object.hasOwn(schemaDefinitions, name)
    ? schemaDefinitions[name]
    : undefined;
}

/** What HTTP, CoAP and MQTT 5 answer to somebody who may not. */
const forbidden: ReadonlySet<string> = new Set(["403", "4.03", "0x87"]);

/**
 * The error of an answer that is a refusal of this kind: a CredentialsError where the status says that the asker may not,
 * with the RemoteError as its cause, otherwise a RemoteError. That carries what the peer said; what cannot be decoded is
 * its cause and does not hide that it refused.
 */
export function refusalOf(reply: Reply, additional: AdditionalResponse): WotError {
  const refusal = refusalWithData(reply, additional);
  if (!forbidden.has(refusal.status)) return refusal;
  return new CredentialsError("WOT_CREDENTIALS_REFUSED", refusal.message, { cause: refusal });
}

function refusalWithData(reply: Reply, { codec, contentType }: AdditionalResponse): RemoteError {
  const status = reply.status ?? "";
  try {
    const data = codec.decodeOptional(reply, contentType);
    const problem = problemOf(data, reply.contentType === "" ? contentType : reply.contentType);
    const why = problem?.detail ?? problem?.title;
    const message = `the device refused with ${status}${typeof why === "string" ? `: ${why}` : ""}`;
    return new RemoteError("WOT_REMOTE", message, { status, data, ...(problem === undefined ? {} : { problem }) });
  } catch (cause) {
    const message = `the device refused with ${status}, and not as its description says: ${asWotError(cause).message}`;
    return new RemoteError("WOT_REMOTE", message, { status, cause });
  }
}

function problemOf(data: unknown, contentType: string): Problem | undefined {
  const isProblem = contentType.split(";", 1)[0]!.trim().toLowerCase() === problemMediaType;
  return isProblem && typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Problem) : undefined;
}
