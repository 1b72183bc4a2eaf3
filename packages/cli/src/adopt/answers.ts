import { UsageError } from "@thingwright/errors";
import type { ThingSettings } from "@thingwright/gateway";
import { type ThingModelName, thingModelNames } from "@thingwright/thing-descriptions";

/** What a command line says of Things, each `ID=VALUE`. */
export interface AnswerOptions {
  readonly name?: readonly string[];
  readonly room?: readonly string[];
  readonly as?: readonly string[];
  /** Ids alone. */
  readonly hide?: readonly string[];
}

/**
 * Answers that a command line gives, by the id of the Thing.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no `ID=VALUE`, and for a model that is not there
 */
export function answersOf({ name = [], room = [], as = [], hide = [] }: AnswerOptions): Map<string, ThingSettings> {
  const answers = new Map<string, ThingSettings>();
  const add = (id: string, settings: ThingSettings) => answers.set(id, { ...answers.get(id), ...settings });
  for (const [id, title] of name.map((text) => pairOf(text, "--name"))) add(id, { title });
  for (const [id, value] of room.map((text) => pairOf(text, "--room"))) add(id, { room: value });
  for (const [id, model] of as.map((text) => pairOf(text, "--as"))) add(id, { as: modelNamed(model) });
  for (const id of hide) add(id, { hidden: true });
  return answers;
}

/** @throws {UsageError} WOT_ARGUMENT */
export function modelNamed(name: string): ThingModelName {
  const known = thingModelNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new UsageError("WOT_ARGUMENT", `there is no model ${JSON.stringify(name)} in the catalogue`);
}

/** @throws {UsageError} WOT_ARGUMENT for what is no pair */
export function pairOf(text: string, option: string, form = "ID=VALUE"): readonly [key: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError("WOT_ARGUMENT", `${option} takes ${form}, not ${JSON.stringify(text)}`);
}
