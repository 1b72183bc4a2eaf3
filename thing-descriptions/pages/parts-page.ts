import { type PartName, partSource, type ThingModelName, thingModelSource } from "../src/index.js";
import { compositionOf } from "./composition.js";

/** The page that lists all models, and the parts that they are composed of. */
export function partsPage(models: readonly ThingModelName[], parts: readonly PartName[]): string {
  return `# Models of the common API

What a device looks like, whoever made it: Thing Models in \`thing-descriptions/models/\`, made of parts that are Thing
Models too. [How they relate to other vocabularies](../vocabularies.md).

| model | title | |
| --- | --- | --- |
${models.map(modelRow).join("\n")}

## Parts

| part | title | used by |
| --- | --- | --- |
${parts.map((part) => partRow(part, models)).join("\n")}
`;
}

function modelRow(name: ThingModelName): string {
  const { titles, description } = thingModelSource(name);
  return `| [\`${name}\`](${name}.md) | ${titles?.en} / ${titles?.de} | ${description} |`;
}

function partRow(name: PartName, models: readonly ThingModelName[]): string {
  const { titles } = partSource(name);
  const users = models.filter((model) => compositionOf(thingModelSource(model)).includes(`parts/${name}`));
  return `| \`${name}\` | ${titles?.en} / ${titles?.de} | ${users.map((user) => `\`${user}\``).join(", ")} |`;
}
