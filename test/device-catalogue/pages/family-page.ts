import type { RankedRow } from "../device-row.js";
import type { FamilyTitle } from "./family-titles.js";

/** The devices of one family, by vendor and by what they become. */
export function familyPage({ name, title, page }: FamilyTitle, all: readonly RankedRow[]): string {
  const rows = all.filter(({ family }) => family === name);
  const sections = [...grouped(rows, ({ vendor }) => vendor)].map(
    ([vendor, own]) => `## ${escaped(vendor)}\n\n${linesOf(own).join("\n")}\n`,
  );
  return `# ${title}

[All devices](README.md), [how they come in](${page}), [the models](../models/README.md).

${sections.join("\n")}`;
}

function linesOf(rows: readonly RankedRow[]): readonly string[] {
  const kinds = grouped(rows, ({ models, tier }) => `**${models.join(", ")}**, ${tier}`);
  return [...kinds].map(([kind, own]) => `- ${kind}: ${own.map(({ device }) => code(device)).join(", ")}`).sort();
}

function grouped(rows: readonly RankedRow[], keyOf: (row: RankedRow) => string): ReadonlyMap<string, RankedRow[]> {
  const groups = new Map<string, RankedRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

const code = (text: string): string => `\`${text.replaceAll("`", "'")}\``;

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>#]/g, (character) => `\\${character}`);
