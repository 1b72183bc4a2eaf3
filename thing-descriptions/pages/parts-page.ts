import { type PartName, partSource, type ThingModelName, thingModelSource } from "../src/index.js";
import { compositionOf } from "./composition.js";
import { wordsOf } from "./words.js";

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
  const { en, de } = wordsOf(titles);
  return `| [\`${name}\`](${name}.md) | ${en} / ${de} | ${description} |`;
}

function partRow(name: PartName, models: readonly ThingModelName[]): string {
  const { en, de } = wordsOf(partSource(name).titles);
  const users = models.filter((model) => compositionOf(thingModelSource(model)).includes(`parts/${name}`));
  return `| \`${name}\` | ${en} / ${de} | ${users.map((user) => `\`${user}\``).join(", ")} |`;
}
