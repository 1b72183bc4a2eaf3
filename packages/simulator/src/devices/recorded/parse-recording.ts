import { UsageError } from "@thingwright/errors";
import { messageOf, stepsOf } from "./parse-step.js";
import type { Exchange, Reaction, RecordedProtocol, RecordedRequest, Recording, Scene } from "./recording.js";
import { duration, hexOf, isObject, type Node, objectOf, schemaOf, textOf, unusable } from "./recording-line.js";
import { fillPlaceholders } from "./template.js";

/** Options of {@link parseRecording}. */
export interface ParseRecordingOptions {
  /** Values of `{{NAME}}`; they go before those in the recording's header. */
  readonly placeholders?: Readonly<Record<string, string>>;
}

/**
 * Reads a recording: JSON Lines, of which the first is the header (README.md, "Recorded devices"). Empty lines count for
 * nothing.
 *
 * @throws {UsageError} WOT_ARGUMENT with the number of the line that is unusable
 */
export function parseRecording(text: string, options: ParseRecordingOptions = {}): Recording {
  const lines = text
    .split("\n")
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== "");
  const [first, ...rest] = lines.map(({ content, line }) => ({ node: objectOf(content, line), line }));
  if (first === undefined) throw new UsageError("WOT_ARGUMENT", "the recording is empty");
  const placeholders = { ...(first.node.placeholders as Record<string, string> | undefined), ...options.placeholders };
  const fill = (node: Node, line: number): Node => {
    try {
      return fillPlaceholders(node, placeholders) as Node;
    } catch (error) {
      throw unusable(line, (error as Error).message);
    }
  };
  const { placeholders: _, thing, ...header } = first.node;
  const recording = headerOf(fill(header, first.line), thing, placeholders, first.line);
  for (const { node, line } of rest) addScene(recording, fill(node, line), line);
  return recording;
}

interface GrowingRecording extends Recording {
  readonly timeline: (Scene & { readonly atMs: number })[];
  readonly periodic: (Scene & { readonly everyMs: number })[];
  readonly cues: Map<string, Scene>;
  readonly reactions: Reaction[];
  readonly exchanges: Exchange[];
}

function headerOf(node: Node, thing: unknown, placeholders: Record<string, string>, line: number): GrowingRecording {
  const { device, sources = [], state = {}, will } = node;
  if (typeof device !== "string") throw unusable(line, "the header does not say which device it is");
  if (!Array.isArray(sources) || !sources.every((source) => typeof source === "string")) {
    throw unusable(line, "sources must be an array of strings");
  }
  if (!isObject(state)) throw unusable(line, "state must be an object");
  if (thing !== undefined && !isObject(thing)) throw unusable(line, "thing must be a Thing Description");
  return {
    device,
    sources,
    servers: serversOf(node.servers, line),
    ...(thing !== undefined && { thing }),
    placeholders,
    state,
    ...(will !== undefined && { will: messageOf(will, line) }),
    timeline: [],
    periodic: [],
    cues: new Map(),
    reactions: [],
    exchanges: [],
  };
}

const protocols: ReadonlySet<unknown> = new Set<RecordedProtocol>(["mqtt", "http", "coap", "modbus+tcp"]);

function serversOf(value: unknown, line: number): ReadonlyMap<string, RecordedProtocol> {
  if (value === undefined) return new Map([["MQTT_URL", "mqtt"]]);
  const entries = isObject(value) ? Object.entries(value) : [];
  const isServer = ([name, protocol]: readonly [string, unknown]): boolean =>
    /^[A-Z][A-Z0-9_]*$/.test(name) && protocols.has(protocol);
  if (entries.length > 0 && entries.every(isServer)) return new Map(entries as [string, RecordedProtocol][]);
  throw unusable(line, `servers must be an object of ${[...protocols].join(", ")} by NAME_OF_A_PLACEHOLDER`);
}

function addScene(recording: GrowingRecording, node: Node, line: number): void {
  const { atMs, everyMs, cue, on, request } = node;
  const steps = stepsOf(node.do, line);
  if ([atMs, everyMs, cue, on, request].filter((trigger) => trigger !== undefined).length !== 1) {
    throw unusable(line, "needs one of atMs, everyMs, cue, on and request");
  }
  if (atMs !== undefined) recording.timeline.push({ line, atMs: duration("atMs", atMs, 0, line), steps });
  else if (everyMs !== undefined)
    recording.periodic.push({ line, everyMs: duration("everyMs", everyMs, 1, line), steps });
  else if (cue !== undefined) recording.cues.set(textOf("cue", cue, line), { line, steps });
  else if (on !== undefined) {
    recording.reactions.push({ line, on: textOf("on", on, line), steps, ...conditionOf(node, line) });
  } else {
    const asked = requestOf(request, recording.servers, line);
    recording.exchanges.push({ line, request: asked, steps, ...conditionOf(node, line) });
  }
}

function conditionOf(node: Node, line: number): Omit<Reaction, keyof Scene | "on"> {
  const { times } = node;
  if (times !== undefined && !(Number.isSafeInteger(times) && (times as number) > 0)) {
    throw unusable(line, "times must be a whole number of at least 1");
  }
  return {
    ...(node.payload !== undefined && { payload: schemaOf("payload", node.payload, line) }),
    ...(node.if !== undefined && { if: schemaOf("if", node.if, line) }),
    ...(node.contentType !== undefined && { contentType: textOf("contentType", node.contentType, line) }),
    ...(node.hex !== undefined && { hex: hexOf(node.hex, line) }),
    ...(times !== undefined && { times: times as number }),
  };
}

function requestOf(value: unknown, servers: Recording["servers"], line: number): RecordedRequest {
  if (!isObject(value)) throw unusable(line, "request must be an object");
  const { server, method, target } = value;
  if (server !== undefined && !servers.has(server as string))
    throw unusable(line, "request names no server of the header");
  return {
    ...(server !== undefined && { server: server as string }),
    method: textOf("the method of a request", method, line),
    target: textOf("the target of a request", target, line),
  };
}
