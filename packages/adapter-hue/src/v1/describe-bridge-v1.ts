import { partModel } from "@thingwright/adapter-core";
import type { BridgeAddress, DescribedBridge } from "../bridge-link.js";
import { readState } from "./bridge-state.js";
import { type ItemGroup, itemGroups } from "./item-groups.js";
import type { Served } from "./recognition/served.js";
import { southboundOfV1 } from "./southbound-v1.js";

/**
 * Describes what is behind a bridge from the answer of `GET /api/KEY` of CLIP API v1. Does no I/O, and never throws for what a
 * bridge says.
 *
 * @param maxResources - those that are looked at
 */
export async function describeBridgeV1(
  answer: unknown,
  { url, id }: BridgeAddress,
  maxResources: number,
): Promise<DescribedBridge> {
  const state = readState(answer, maxResources);
  const { groups, rest } = itemGroups(state, id);
  const parts = await Promise.all(
    groups.map(async (group) => {
      const { model, modelName, served } = await modelOf(group);
      const southbound = southboundOfV1(served, url, id, group.title);
      return { id: group.id, title: group.title, model, modelName, southbound };
    }),
  );
  return {
    parts,
    problems: [...state.problems, ...rest.map(({ path }) => `${path}: belongs to no device, room or scene`)],
  };
}

/** The Thing that a group is, with each item as the bridge has it beside. */
function modelOf({ title, items, models }: ItemGroup) {
  const served = items.flatMap(({ item, rows }) =>
    rows.flatMap((row): readonly Served[] => {
      const found = row(item);
      return found === undefined ? [] : [{ ...found, item }];
    }),
  );
  const beside = (): readonly Served[] =>
    items.map(({ item }) => ({
      kind: "property",
      name: item.path.replace("/", "_"),
      affordance: { title: `State of ${item.path}`, type: "object", readOnly: true, observable: true },
      item,
      source: "state",
      terms: { "map:pick": "" },
    }));
  return partModel<Served>({ title, served, candidates: models, beside });
}
