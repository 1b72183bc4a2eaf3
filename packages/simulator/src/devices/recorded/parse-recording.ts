import { UsageError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import type { Reaction, RecordedMessage, Recording, Scene, Step } from "./recording.js";
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
  const { placeholders: _, ...header } = first.node;
  const recording = headerOf(fill(header, first.line), first.line);
  for (const { node, line } of rest) addScene(recording, fill(node, line), line);
  return recording;
}

type Node = Readonly<Record<string, unknown>>;

interface GrowingRecording extends Recording {
  readonly timeline: (Scene & { readonly atMs: number })[];
  readonly periodic: (Scene & { readonly everyMs: number })[];
  readonly cues: Map<string, Scene>;
  readonly reactions: Reaction[];
}

function headerOf(node: Node, line: number): GrowingRecording {
  const { device, sources = [], state = {}, will } = node;
  if (typeof device !== "string") throw unusable(line, "the header does not say which device it is");
  if (!Array.isArray(sources) || !sources.every((source) => typeof source === "string")) {
    throw unusable(line, "sources must be an array of strings");
  }
  if (!isObject(state)) throw unusable(line, "state must be an object");
  return {
    device,
    sources,
    state,
    ...(will !== undefined && { will: messageOf(will, line) }),
    timeline: [],
    periodic: [],
    cues: new Map(),
    reactions: [],
  };
}

function addScene(recording: GrowingRecording, node: Node, line: number): void {
  const { atMs, everyMs, cue, on } = node;
  const steps = stepsOf(node.do, line);
  if ([atMs, everyMs, cue, on].filter((trigger) => trigger !== undefined).length !== 1) {
    throw unusable(line, "needs one of atMs, everyMs, cue and on");
  }
  if (atMs !== undefined) recording.timeline.push({ line, atMs: duration("atMs", atMs, 0, line), steps });
  else if (everyMs !== undefined)
    recording.periodic.push({ line, everyMs: duration("everyMs", everyMs, 1, line), steps });
  else if (cue !== undefined) recording.cues.set(textOf("cue", cue, line), { line, steps });
  else {
    recording.reactions.push({
      line,
      on: textOf("on", on, line),
      steps,
      ...(node.payload !== undefined && { payload: schemaOf("payload", node.payload, line) }),
      ...(node.if !== undefined && { if: schemaOf("if", node.if, line) }),
      ...(node.contentType !== undefined && { contentType: textOf("contentType", node.contentType, line) }),
    });
  }
}

function stepsOf(value: unknown, line: number): readonly Step[] {
  if (!Array.isArray(value)) throw unusable(line, "do must be an array of steps");
  return value.map((step) => {
    if (!isObject(step)) throw unusable(line, "each step must be an object");
    if (step.afterMs !== undefined) duration("afterMs", step.afterMs, 0, line);
    if (step.if !== undefined) schemaOf("if", step.if, line);
    if (step.topic !== undefined) messageOf(step, line);
    else if (step.set === undefined && step.count === undefined) {
      throw unusable(line, "a step needs set, count or topic");
    }
    if (step.count !== undefined) checkCounts(step.count, line);
    return step as Step;
  });
}

function messageOf(value: unknown, line: number): RecordedMessage {
  if (!isObject(value)) throw unusable(line, "a message must be an object");
  textOf("topic", value.topic, line);
  const { text, json, hex, value: coded, contentType, qos = 0, retain = false } = value;
  if ([text, json, hex, coded].filter((payload) => payload !== undefined).length !== 1) {
    throw unusable(line, "a message needs one of text, json, hex and value");
  }
  if (coded !== undefined) textOf("contentType", contentType, line);
  if (text !== undefined) textOf("text", text, line);
  if (hex !== undefined && !(typeof hex === "string" && /^(?:[0-9a-fA-F]{2})*$/.test(hex))) {
    throw unusable(line, "hex must be pairs of hexadecimal digits");
  }
  if (qos !== 0 && qos !== 1 && qos !== 2) throw unusable(line, "qos must be 0, 1 or 2");
  if (typeof retain !== "boolean") throw unusable(line, "retain must be true or false");
  return value as unknown as RecordedMessage;
}

function objectOf(content: string, line: number): Node {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `line ${line} of the recording is not JSON`, { cause });
  }
  if (!isObject(value)) throw unusable(line, "must be an object");
  return value;
}

function checkCounts(value: unknown, line: number): void {
  const isCount = (limit: unknown): boolean => Number.isSafeInteger(limit) && (limit as number) > 0;
  if (isObject(value) && Object.values(value).every(isCount)) return;
  throw unusable(line, "count must be an object of positive integers");
}

function duration(name: string, value: unknown, least: number, line: number): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= least) return value;
  throw unusable(line, `${name} must be a number of milliseconds, at least ${least}`);
}

function textOf(name: string, value: unknown, line: number): string {
  if (typeof value === "string") return value;
  throw unusable(line, `${name} must be a string`);
}

function schemaOf(name: string, value: unknown, line: number): DataSchema {
  if (isObject(value)) return value as DataSchema;
  throw unusable(line, `${name} must be a DataSchema`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const unusable = (line: number, fault: string): UsageError =>
  new UsageError("WOT_ARGUMENT", `line ${line} of the recording: ${fault}`);
