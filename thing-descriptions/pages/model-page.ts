import type { ThingModel } from "@thingwright/td";
import { type ThingModelName, thingModel, thingModelSource, thingModelUrl } from "../src/index.js";
import { compositionOf } from "./composition.js";
import { dataOf } from "./data-in-words.js";
import { type Words, wordsOf } from "./words.js";

const heading = "## Why it is so";

/** The part of a page that is written by hand; empty where there is none. */
export function rationaleOf(page: string): string {
  const at = page.indexOf(`${heading}\n`);
  return at === -1 ? "" : page.slice(at + heading.length).trim();
}

/** The page of the model `name`, in Markdown: what the model says as tables, then `rationale` as it is. */
export async function modelPage(name: ThingModelName, rationale: string): Promise<string> {
  const model = await thingModel(name);
  const types = [model["@type"] ?? []].flat().filter((type) => type !== "tm:ThingModel");
  const composed = compositionOf(thingModelSource(name)).map((path) => `\`${path}\``);
  return `# ${model.title}

${model.description} (${wordsOf(model.titles).de}: ${wordsOf(model.descriptions).de})

| | |
| --- | --- |
| name | \`${name}\` |
| version | ${model.version?.model} |
| published as | \`${thingModelUrl(name)}\` |
| types | ${types.map((type) => `\`${type}\``).join(", ") || "none"} |
| composed of | ${composed.join(", ") || "nothing else"} |
| example | [${name}.td.jsonld](../../thing-descriptions/examples/${name}.td.jsonld) |
| elsewhere | [Matter, Zigbee, oneDM, Brick, Haystack, BACnet](../vocabularies.md) |

${tables(model)}
${heading}

${rationale}
`;
}

const kinds = [
  ["properties", "Properties", "| name | title | data | access | | meaning |"],
  ["actions", "Actions", "| name | title | input | output | | meaning |"],
  ["events", "Events", "| name | title | data | | | meaning |"],
] as const;

function tables(model: ThingModel): string {
  const optional = new Set(model["tm:optional"] ?? []);
  return kinds
    .flatMap(([kind, title, header]) => {
      const affordances = Object.entries(model[kind] ?? {});
      if (affordances.length === 0) return [];
      const rows = affordances.map(([name, one]) => row(name, one as Affordance, optional.has(`/${kind}/${name}`)));
      return [`## ${title}\n\n${header}\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`];
    })
    .join("\n");
}

type Affordance = Readonly<Record<string, unknown>> & { readonly titles: Words; readonly descriptions: Words };

function row(name: string, one: Affordance, isOptional: boolean): string {
  const { titles, descriptions } = one;
  const need = isOptional ? "optional" : "required";
  const titled = `${titles.en} / ${titles.de}`;
  return `| \`${name}\` | ${titled} | ${columns(one)} | ${need} | ${descriptions.en}<br>${descriptions.de} |`;
}

/** What goes in and out, in the two columns that properties, actions and events have for it. */
function columns(one: Affordance): string {
  if ("type" in one || "oneOf" in one) return `${dataOf(one)} | ${accessOf(one)}`;
  if ("data" in one) return `${dataOf(one.data)} | `;
  return `${dataOf(one.input)} | ${dataOf(one.output)}`;
}

function accessOf({ readOnly, observable }: Affordance): string {
  const access = readOnly === true ? "read" : "read, write";
  return observable === true ? `${access}, observe` : access;
}
