import type { PartName } from "@thingwright/thing-descriptions";
import { builtInType } from "../stack/built-in-type.js";
import type { Reading } from "./reading.js";
import { wordsOf } from "./reading.js";
import type { Row } from "./served.js";

/** What a server may call a state of the common API. */
const modes: Readonly<Record<string, readonly string[]>> = {
  off: ["off", "stop", "stopped", "disabled", "frost", "standby"],
  heat: ["heat", "heating"],
  cool: ["cool", "cooling"],
  auto: ["auto", "automatic"],
  fan: ["fan", "ventilation", "ventilate"],
  occupied: ["occupied", "comfort", "day"],
  unoccupied: ["unoccupied", "economy", "eco", "night", "setback"],
};

const statuses: Readonly<Record<string, readonly string[]>> = {
  idle: ["idle", "off", "standby"],
  heating: ["heat", "heating"],
  cooling: ["cool", "cooling"],
  ventilating: ["fan", "ventilating"],
};

/** A row for a choice: all that the server has must be known, and each for something else. */
const choice =
  (name: string, words: readonly string[], known: Readonly<Record<string, readonly string[]>>, isSet: boolean): Row =>
  (reading) => {
    const { states, isList, isWritable } = reading;
    if (states === undefined || isList || states.size < 2 || (isSet && !isWritable)) return undefined;
    if (!words.some((word) => reading.words.has(word))) return undefined;
    const pairs = [...states].map(([value, text]) => [String(value), stateCalled(text, known)] as const);
    const meant = pairs.flatMap(([, state]) => state ?? []);
    if (meant.length < pairs.length || new Set(meant).size < meant.length) return undefined;
    return {
      kind: "property",
      name,
      terms: { "map:enum": Object.fromEntries(pairs) },
      narrowed: { enum: meant },
      isReadOnly: !isSet,
    };
  };

function stateCalled(text: string, known: Readonly<Record<string, readonly string[]>>): string | undefined {
  const [word, ...others] = wordsOf([text]);
  if (word === undefined || others.length > 1) return undefined;
  return Object.keys(known).find((state) => known[state]!.includes(word));
}

interface Truth {
  readonly name: string;
  readonly part?: PartName;
  readonly words: readonly (readonly string[])[];
  readonly isSet?: boolean;
}

const alarm = ["alarm", "dirty", "warning", "fault", "clogged"];

const truths: readonly Truth[] = [
  { name: "filterAlarm", part: "filter", words: [["filter"], alarm] },
  { name: "windowOpen", words: [["window"]] },
  { name: "open", part: "contact", words: [["window", "door", "contact", "open"]] },
  { name: "occupied", part: "occupancy", words: [["occupied", "occupancy", "presence", "motion"]] },
  { name: "fault", part: "fault", words: [["fault", "alarm", "trouble", "failure", "error"]] },
  {
    name: "on",
    part: "on-off",
    words: [["on", "onoff", "enable", "enabled", "switch", "run", "start", "state", "lamp", "light"]],
    isSet: true,
  },
];

/** Rows for what is true or not. */
const truthRows = truths.map(
  ({ name, part, words, isSet }): Row =>
    (reading) => {
      if (!isTruth(reading) || (isSet === true && !reading.isWritable)) return undefined;
      if (!words.every((group) => group.some((word) => reading.words.has(word)))) return undefined;
      return { kind: "property", name, ...(part !== undefined && { part }), terms: {}, isReadOnly: isSet !== true };
    },
);

const isTruth = ({ builtIn, isList }: Reading): boolean => builtIn === builtInType.boolean && !isList;

/** Rows for states: choices, and what is true or not. */
export const stateRows: readonly Row[] = [
  choice("mode", ["mode"], modes, true),
  choice("status", ["status", "state"], statuses, false),
  ...truthRows,
];
