import { DataSchemaError, InternalError, isWotError, UnsupportedError, type WotError } from "@thingwright/errors";

/**
 * What a handler of an application of theirs, or their core beneath it, failed with, as a peer is told of it. Values that do not match
 * their schema are the peer's fault, also where their core finds it only when the handler asks for the value; so is what an application throws of our
 * errors. All else is nobody's business: the peer hears that it went wrong.
 */
export function handlerFailure(thrown: unknown): WotError {
  if (isWotError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const options = { cause: thrown };
  if (isOfValue(thrown, message)) return new DataSchemaError("WOT_DATA_INVALID", message, options);
  if (/^Unsupported serialisation format/i.test(message))
    return new UnsupportedError("WOT_CONTENT_TYPE", message, options);
  return new InternalError("WOT_INTERNAL", message, options);
}

/** Their `DataSchemaError` has the value with it; its class is lost on the way. */
const isOfValue = (thrown: unknown, message: string): boolean =>
  thrown instanceof Error && "value" in thrown && /schema/i.test(message);

/** What `work` gives, or the error that a peer may see. */
export async function handled<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw handlerFailure(error);
  }
}
