import { type RunEvent, runConformance } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { directoryDescription, directoryPath } from "../../../selftest/http/directory-description.js";
import { withWrites } from "../../../selftest/http/http-fault.js";
import { type DirectoryQuirks, directoryScript } from "../../../selftest/http/perfect-directory.js";
import { ScriptedThing } from "../../../selftest/http/scripted-thing.js";

const options = { ...withWrites, only: "directory", limits: { effectTimeoutMs: 200 } } as const;
const started = (quirks?: DirectoryQuirks) => ScriptedThing.start(directoryScript(quirks));
const idsIn = async ({ origin }: ScriptedThing): Promise<readonly string[]> =>
  ((await (await fetch(`${origin}/things`)).json()) as { id: string }[]).map(({ id }) => id);

describe("a directory that is judged", () => {
  it("has afterwards what it had before, and each change was said before it was made", async () => {
    await using directory = await started();
    const before = await idsIn(directory);
    const announced: string[] = [];
    const observer = (event: RunEvent): void => {
      if (event.kind === "effect") announced.push(event.effect);
    };
    const report = await runConformance(`${directory.origin}${directoryPath}`, { ...options, observer });
    expect(await idsIn(directory)).toEqual(before);
    expect(report.unrestored).toEqual([]);
    expect(report.effects).toEqual(announced);
    expect(announced[0]).toMatch(/^registers (urn:uuid:\S+|a Thing Description) with Perfect directory$/);
  });

  it("has afterwards what it had before when the run is cut off at any change", async () => {
    for (let nth = 1; nth <= 15; nth += 1) {
      await using directory = await started();
      const before = await idsIn(directory);
      const cut = new AbortController();
      let changes = 0;
      const observer = (event: RunEvent): void => {
        if (event.kind !== "effect") return;
        changes += 1;
        if (changes === nth) setImmediate(() => cut.abort());
      };
      const report = await runConformance(`${directory.origin}${directoryPath}`, {
        ...options,
        observer,
        signal: cut.signal,
      });
      expect({ nth, left: await idsIn(directory), unrestored: report.unrestored }).toEqual({
        ...{ nth, left: before, unrestored: [] },
      });
    }
  });

  it("is asked nothing but GET and HEAD when nothing more is allowed", async () => {
    await using directory = await started();
    await runConformance(`${directory.origin}${directoryPath}`, { ...options, allow: [] });
    expect([...new Set(directory.questions.map(({ method }) => method))].sort()).toEqual(["GET", "HEAD"]);
  });

  it("is sent nothing with credentials where it does not offer to delete", async () => {
    const perfect = directoryScript();
    await using directory = await ScriptedThing.start((question, origin) => {
      if (question.path !== directoryPath) return perfect(question, origin);
      const { actions, ...rest } = directoryDescription(origin);
      const { deleteThing: _, ...others } = actions!;
      return { status: 200, body: JSON.stringify({ ...rest, actions: others }) };
    });
    await runConformance(`${directory.origin}${directoryPath}`, { ...options, skip: "tdd-search-sparql-method-post" });
    const changing = directory.questions.filter(({ method }) => ["PUT", "POST", "PATCH"].includes(method));
    expect(changing.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });

  it("that keeps what is deleted is said to have it still", async () => {
    await using directory = await started({ keeps: (id) => id.startsWith("urn:uuid:") });
    const report = await runConformance(`${directory.origin}${directoryPath}`, {
      ...options,
      only: "tdd-things-delete",
    });
    expect(report.unrestored).toHaveLength(1);
    expect(report.unrestored[0]!.why).toMatch(/^DELETE at \/things\/\S+ brought 204 No Content, and GET 200 OK$/);
  });
});
