import { type DescribedDevice, type DescribedPart, partModel } from "@thingwright/adapter-core";
import { fittingModel, type ModelCandidate } from "@thingwright/thing-descriptions";
import { recognize } from "./recognition/kinds.js";
import { affordanceName, besideValue, plainPoint } from "./recognition/plain.js";
import { pointGroups, type Served, splitName } from "./recognition/served.js";
import { templatedThings } from "./recognition/templated.js";
import { type FormSettings, southboundOf } from "./southbound.js";
import type { Point, Survey } from "./survey/survey.js";
import type { BacnetTemplate } from "./template.js";

/** What the owner of a site says of its devices. */
export interface DescribeOptions extends FormSettings {
  /** Those that come first are asked first; an object serves in one Thing only. */
  readonly templates: readonly BacnetTemplate[];
}

interface Part {
  /** Tells parts of one device apart; empty for the device as a whole. */
  readonly suffix: string;
  readonly title: string;
  readonly candidates: readonly ModelCandidate[];
  readonly served: readonly Served[];
  /** Points beside those that serve the model, under their own names. */
  readonly others: readonly Point[];
}

/**
 * Describes a device from its survey. What templates say is done first; then a group of objects whose names begin alike is a
 * Thing of its own when names and units leave no doubt what it is; all others are properties of the device, as it has them.
 * Every object that has a value is offered in one of these ways. Never throws for what a device says.
 *
 * @throws {UsageError} WOT_ARGUMENT for a template that is none
 */
export async function describeDevice(survey: Survey, options: DescribeOptions): Promise<DescribedDevice> {
  const used = new Set<Point>();
  const problems = [...survey.problems];
  const parts = await partsByTemplates(survey, options.templates, used, problems);
  const rest: Point[] = [];
  for (const { prefix, points } of pointGroups(survey.points.filter((point) => !used.has(point)))) {
    const found = await recognize(points);
    if (found === undefined) rest.push(...points);
    else parts.push(partOf(survey, prefix, points, found));
  }
  if (rest.length > 0) parts.unshift(wholeDevice(survey, rest, parts));
  const taken = new Set<string>();
  const described: DescribedPart[] = [];
  for (const part of parts) described.push(await describePart(survey, withFreeSuffix(part, taken), options));
  return { parts: described, problems };
}

async function partsByTemplates(
  survey: Survey,
  templates: readonly BacnetTemplate[],
  used: Set<Point>,
  problems: string[],
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const template of templates) {
    const points = survey.points.filter((point) => !used.has(point));
    for (const { thing, served, problems: own } of await templatedThings(template, survey, points)) {
      problems.push(...own);
      const candidates = [{ model: template.model }];
      if ((await fittingModel(candidates, new Set(served.map(({ name }) => name)))) === undefined) {
        problems.push(`${thing || survey.name}: the template finds not all that ${template.model} requires`);
        continue;
      }
      for (const { point } of served) used.add(point);
      const title = (template.title ?? "{device} {thing}")
        .replaceAll("{device}", survey.name)
        .replaceAll("{thing}", thing);
      parts.push({ suffix: thing || template.model, title: title.trim(), candidates, served, others: [] });
    }
  }
  return parts;
}

function partOf(
  survey: Survey,
  prefix: string,
  points: readonly Point[],
  found: NonNullable<Awaited<ReturnType<typeof recognize>>>,
): Part {
  const serving = new Set(found.served.map(({ point }) => point));
  return {
    suffix: prefix,
    title: prefix === "" ? survey.name : `${survey.name} ${prefix}`,
    candidates: found.candidates,
    served: found.served.flatMap((each) => [each, ...besideValue(each.point, each.name)]),
    others: points.filter((point) => !serving.has(point)),
  };
}

/** A device of which a part is a Thing under its own name already has a further one for the rest. */
function wholeDevice(survey: Survey, others: readonly Point[], parts: readonly Part[]): Part {
  const isTaken = parts.some(({ suffix }) => suffix === "");
  return {
    suffix: isTaken ? "other" : "",
    title: isTaken ? `${survey.name} other` : survey.name,
    candidates: [],
    served: [],
    others,
  };
}

function withFreeSuffix(part: Part, taken: Set<string>): Part {
  let suffix = part.suffix;
  for (let number = 2; taken.has(suffix); number++) suffix = `${part.suffix}-${number}`;
  taken.add(suffix);
  return { ...part, suffix };
}

async function describePart(survey: Survey, part: Part, settings: FormSettings): Promise<DescribedPart> {
  const { suffix, title, candidates, others } = part;
  const names =
    part.suffix === "" || candidates.length === 0
      ? (point: Point) => point.name
      : (point: Point) => splitName(point.name).own;
  const { model, modelName, served } = await partModel<Served>({
    title,
    served: part.served,
    candidates,
    beside: () => others.flatMap((point) => plainPoint(point, affordanceName(names(point), point))),
  });
  const id = `urn:bacnet:${survey.instance}${suffix === "" ? "" : `:${encodeURIComponent(suffix)}`}`;
  const southbound = southboundOf(survey.instance, served, `${id}:southbound`, title, settings);
  return { id, title, modelName, model: about(model, survey), southbound };
}

/** What the device says who made it. */
const about = (model: DescribedPart["model"], { vendor, model: product }: Survey): DescribedPart["model"] => {
  const made = [vendor, product].filter((text) => text !== undefined && text !== "").join(" ");
  return made === "" || model.description !== undefined ? model : { ...model, description: made };
};
