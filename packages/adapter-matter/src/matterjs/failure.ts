import {
  AbortError,
  asWotError,
  DataSchemaError,
  isWotError,
  NetworkError,
  ProtocolError,
  RemoteError,
  type WotError,
} from "@thingwright/errors";
import type { MatterLibrary } from "./library.js";

/** A refusal of a node, by its status (Matter Core §8.10.1). A value out of range is the fault of who sent it. */
export function refusal(
  status: number,
  clusterStatus: number | undefined,
  { types }: MatterLibrary,
  cause?: unknown,
): WotError {
  const name = types.Status[status] ?? `0x${status.toString(16)}`;
  const own = clusterStatus === undefined ? "" : `, cluster status 0x${clusterStatus.toString(16)}`;
  const refused = new RemoteError("WOT_REMOTE", `the node answered ${name}${own}`, {
    status: name,
    ...(cause !== undefined && { cause }),
  });
  return badValues.has(name) ? new DataSchemaError("WOT_DATA_INVALID", refused.message, { cause: refused }) : refused;
}

const badValues: ReadonlySet<string> = new Set(["ConstraintError", "InvalidDataType"]);

/** A failure of the library in words of the taxonomy. @param isSent - whether the node may have had the request */
export function failure(error: unknown, library: MatterLibrary, isSent = true): WotError {
  if (isWotError(error)) return error;
  const { main, protocol, types } = library;
  const chain = causesOf(error);
  const refused = chain.find((each) => each instanceof types.StatusResponseError);
  if (refused instanceof types.ValidationError) {
    return new DataSchemaError("WOT_DATA_INVALID", `the cluster takes no such value: ${refused.message}`, {
      cause: error,
    });
  }
  if (refused instanceof types.StatusResponseError) return refusal(refused.code, refused.clusterCode, library, error);
  const unreachable = [protocol.PeerCommunicationError, main.NetworkError, main.TimeoutError];
  const lost = chain.find((each) => unreachable.some((type) => each instanceof type));
  if (lost !== undefined) {
    return new NetworkError("WOT_NETWORK", `the node cannot be reached: ${messageOf(lost)}`, {
      cause: error,
      sent: isSent,
    });
  }
  if (chain.some((each) => each instanceof main.UnexpectedDataError)) {
    return new ProtocolError("WOT_PROTOCOL", `the node's answer makes no sense: ${messageOf(error)}`, { cause: error });
  }
  if (chain.some((each) => each instanceof Error && /Abort|Cancel/.test(each.constructor.name))) {
    return new AbortError("WOT_ABORTED", "the request to the node was ended", { cause: error });
  }
  return asWotError(error);
}

/** An error with its causes, and those of an aggregate; at most a few. */
function causesOf(error: unknown, depth = 0): readonly unknown[] {
  if (error === undefined || error === null || depth > 4) return [];
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  const inner = [cause, ...(Array.isArray(errors) ? errors.slice(0, 8) : [])];
  return [error, ...inner.flatMap((each) => causesOf(each, depth + 1))];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
