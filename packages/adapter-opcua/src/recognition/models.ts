import type { ModelCandidate, ThingModelName } from "@thingwright/thing-descriptions";

const named = (...models: readonly ThingModelName[]): readonly ModelCandidate[] => models.map((model) => ({ model }));

/** What an object whose words say nothing may be; the most capable first. */
const plain: readonly ModelCandidate[] = [
  ...named("air-handling-unit", "vav-box", "thermostat", "electricity-meter"),
  { model: "climate-sensor", also: ["relativeHumidity"] },
  ...named("carbon-dioxide-sensor", "temperature-sensor", "humidity-sensor", "illuminance-sensor", "occupancy-sensor"),
  ...named("contact-sensor"),
];

/** Models that a thing of these words may be beside them: that something is on does not say what. */
const byWord: readonly (readonly [words: readonly string[], models: readonly ModelCandidate[]])[] = [
  [["light", "lamp", "luminaire", "lighting", "leuchte"], named("dimmable-light", "on-off-light")],
  [["fan", "ventilator"], named("fan")],
  [["switch", "relay", "socket", "outlet"], named("switch")],
];

/**
 * Models that an object may be.
 *
 * @param words - of its name and of its type's
 */
export const modelsOf = (words: ReadonlySet<string>): readonly ModelCandidate[] => [
  ...byWord.filter(([known]) => known.some((word) => words.has(word))).flatMap(([, models]) => models),
  ...plain,
];
