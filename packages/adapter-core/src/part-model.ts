import type { ThingModel } from "@thingwright/td";
import {
  type DeviceAffordance,
  emptyModel,
  extendedModel,
  fittingModel,
  freeName,
  isDescribed,
  type ModelCandidate,
  type ThingModelName,
} from "@thingwright/thing-descriptions";

/** What of a device is one Thing, in words of the common API where it has some, else in its own. */
export interface PartModel<Served extends DeviceAffordance> {
  /** The model of the common API that it is; `undefined` when none fits. */
  readonly modelName: ThingModelName | undefined;
  /** The model with what the device has beside it. */
  readonly model: ThingModel;
  /** What the Thing has, those of the common API first. */
  readonly served: readonly Served[];
}

/** What a part may be. */
export interface PartQuestion<Served extends DeviceAffordance> {
  /** Of a Thing that no model of the common API fits. */
  readonly title: string;
  /** What rows make of the device; of several that serve one affordance, the first is taken. */
  readonly served: readonly Served[];
  /** Models that it may be, the most capable first. */
  readonly candidates: readonly ModelCandidate[];
  /** What the device has beside what was taken, under names of its own: another name is found where one is taken. */
  beside?(taken: readonly Served[]): readonly Served[];
}

/** The Thing that a part of a device is: the first model whose required affordances are all served, and all else beside. */
export async function partModel<Served extends DeviceAffordance>(
  question: PartQuestion<Served>,
): Promise<PartModel<Served>> {
  const known = firstOfEach(question.served);
  const found = await fittingModel(question.candidates, new Set(known.map(({ name }) => name)));
  const base = found?.model ?? emptyModel(question.title);
  const fitting = known.filter((each) => isDescribed(base, each));
  const names = new Set([...fitting.map(({ name }) => name), ...namesOf(base)]);
  const beside = (question.beside?.(fitting) ?? []).map((each) => {
    const name = freeName(each.name, names);
    names.add(name);
    return { ...each, name };
  });
  const served = [...fitting, ...beside];
  return { modelName: found?.name, model: extendedModel(base, served), served };
}

function firstOfEach<Served extends DeviceAffordance>(all: readonly Served[]): readonly Served[] {
  const byName = new Map<string, Served>();
  for (const each of all) if (!byName.has(each.name)) byName.set(each.name, each);
  return [...byName.values()];
}

const namesOf = ({ properties, actions, events }: ThingModel): readonly string[] =>
  Object.keys({ ...properties, ...actions, ...events });
