import { existsSync, readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

/** A row of the table: an assertion, whom it is met by, and the test that shows it or the reason why there is none. */
interface Row {
  readonly id: string;
  readonly level: string;
  readonly metBy: string;
  readonly proof: string;
}

const page = new URL("../../PROFILE.md", import.meta.url);
const text = readFileSync(page, "utf8");
const rows: readonly Row[] = text.split("\n").flatMap((line) => {
  const [, id, level, metBy, proof] = /^\| `([^`]+)` +\| (\S+) +\| ([^|]+?) +\| (.+?) +\|$/.exec(line) ?? [];
  if (id === undefined || level === undefined || metBy === undefined || proof === undefined) return [];
  return [{ id, level, metBy, proof }];
});

/** Who can meet an assertion by something that a test sees. */
const isTested = ({ metBy }: Row): boolean => /^(Thing|Consumer|Thing, Consumer)$/.test(metBy);

/** Where the tests of assertions are, from this package. */
const folders = ["binding-http", "thingwright", "gateway"].map(
  (name) => new URL(`../../../${name}/test/profile/`, import.meta.url),
);
const files = new Map(
  folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => [new URL(name, folder).href, readFileSync(new URL(name, folder), "utf8")] as const),
  ),
);

/** Titles that begin with an id, as they stand in the source; those of tests that do not run are none. */
function titlesIn(source: string): readonly (readonly [id: string, title: string])[] {
  const running = source.replace(/\bit\.(?:skip|todo)\(\s*"[^"]*"/g, "");
  const titles = running.matchAll(
    /"((?:profil|common-|http-|privacy-|security-|accessibility-|time[RE])[\w.-]*): ([^"]+)"/g,
  );
  return [...titles].map(([, id = "", title = ""]) => [id, title] as const);
}

describe("the table of the Profile's assertions", () => {
  it("has each assertion once", () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids).toHaveLength(185);
  });

  it("has one of its words for who meets each", () => {
    const words = ["Thing", "Consumer", "Thing, Consumer", "by design", "not ours", "missing"];
    for (const { id, level, metBy } of rows) {
      expect(words, id).toContain(metBy);
      expect(["MUST", "MUST-NOT", "SHOULD", "MAY", "none"], id).toContain(level);
    }
  });

  it("counts what it has", () => {
    const count = (matches: (row: Row) => boolean) => rows.filter(matches).length;
    const counted = [
      ["met, and shown by a test", count(isTested)],
      ["met by design", count(({ metBy }) => metBy === "by design")],
      ["addressed to somebody else", count(({ metBy }) => metBy === "not ours")],
      ["missing", count(({ metBy }) => metBy === "missing")],
    ] as const;
    for (const [what, number] of counted) expect(text).toMatch(new RegExp(`\\| ${what} +\\| +${number} +\\|`));
  });

  it("names a test that runs for everything that is met", () => {
    for (const row of rows.filter(isTested)) {
      const [, title = "", path = ""] = /^\[(.+)\]\(([^)]+)\)$/.exec(row.proof) ?? [];
      const source = files.get(new URL(path, page).href);
      expect(source, `${row.id}: ${path}`).toBeDefined();
      const titles = titlesIn(source ?? "").filter(([id]) => id === row.id);
      expect(
        titles.map(([, words]) => words),
        row.id,
      ).toContain(title);
    }
  });

  it("has every id that a test names", () => {
    const known = new Set(rows.map(({ id }) => id));
    const named = [...files.values()].flatMap(titlesIn).map(([id]) => id);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });
});

/** The W3C's list, which is no part of this project. Looked for beside the checkout, or where the environment says. */
const list =
  process.env.THINGWRIGHT_ASSERTIONS === undefined
    ? new URL("../../../../../shared/w3c/assertions/profile.csv", import.meta.url)
    : pathToFileURL(`${process.env.THINGWRIGHT_ASSERTIONS}/profile.csv`);

describe.skipIf(!existsSync(list))("the W3C's list of assertions", () => {
  it("has the same ids and levels", () => {
    const listed = recordsOf(readFileSync(list, "utf8")).map(([id = "", , , words = "", level = ""]) => {
      // Two members of the ActionStatus have no id: they go by their names.
      return `${id === "" ? words.split(" ")[0] : id} ${level.replace(" ", "-")}`;
    });
    expect(rows.map(({ id, level }) => `${id} ${level}`).sort()).toEqual(listed.sort());
  });
});

/** Records of a CSV after its head (RFC 4180). */
function recordsOf(csv: string): readonly (readonly string[])[] {
  const fields = [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)];
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of fields) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") records.push([]);
  }
  return records.slice(1).filter(({ length }) => length > 1);
}
