import { isObject, type Members, membersOf } from "@thingwright/mapping";

/** What a device says over its WebSocket (JSON-RPC 2.0 as Shelly has it). */
export type Frame =
  | { readonly kind: "result"; readonly id: unknown; readonly result: unknown }
  | { readonly kind: "error"; readonly id: unknown; readonly code: number; readonly message: string }
  | { readonly kind: "notification"; readonly method: string; readonly params: Members };

/**
 * Reads one message; `undefined` for one that is no frame. Never throws.
 *
 * @see https://shelly-api-docs.shelly.cloud/gen2/General/RPCProtocol
 */
export function readFrame(text: string): Frame | undefined {
  const frame = nesting(text) > maxNesting ? undefined : parsed(text);
  if (frame === undefined) return undefined;
  const { id, method, params, result, error } = frame;
  if (id === undefined || id === null) {
    return typeof method === "string" ? { kind: "notification", method, params: membersOf(params) } : undefined;
  }
  if (!isObject(error)) return Object.hasOwn(frame, "result") ? { kind: "result", id, result } : undefined;
  const { code, message } = error;
  return {
    kind: "error",
    id,
    code: typeof code === "number" ? code : 0,
    message: String(message ?? "").slice(0, 1024),
  };
}

/** Deepest nesting of a message that is looked at: a status has five levels. */
const maxNesting = 32;

/** The most brackets that are open at a time, those in texts too: an upper bound of the nesting, without a recursion. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
}

function parsed(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
