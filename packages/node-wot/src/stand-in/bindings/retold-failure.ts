import { STATUS_CODES } from "node:http";
import { CredentialsError, RemoteError } from "@thingwright/errors";

/** What `work` gives; a refusal of an HTTP server is told in node-wot's words: `Client error: Not Found`. */
export async function retold<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const text = textOf(error);
    if (text !== undefined) (error as Error).message = text;
    throw error;
  }
}

function textOf(error: unknown): string | undefined {
  if (error instanceof CredentialsError && error.challenges !== undefined) {
    return `Client error: ${error.code === "WOT_CREDENTIALS_MISSING" ? "Unauthorized" : "Forbidden"}`;
  }
  if (!(error instanceof RemoteError)) return undefined;
  const phrase = STATUS_CODES[error.status];
  if (phrase === undefined) return undefined;
  return `${Number(error.status) < 500 ? "Client" : "Server"} error: ${phrase}`;
}
