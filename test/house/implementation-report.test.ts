import { existsSync } from "node:fs";
import { join } from "node:path";
import { assertions, checks } from "@thingwright/conformance";
import { describe, expect, it } from "vitest";
import { countsOf } from "../implementation-report/counts.js";
import { filesOf, folder, ownClaim, titledTests } from "../implementation-report/own-claim.js";
import { countsIn } from "../implementation-report/page.js";
import { resultNames, results, rowsOf } from "../implementation-report/result-rows.js";
import { textOf } from "./project-files.js";
import { root } from "./workspace.js";

const claim = ownClaim();
const claims = Object.entries(claim.claims);

describe("the evidence of the implementation report", () => {
  it("is for assertions that there are", () => {
    const known = new Set(assertions.map(({ id }) => id));
    expect(claims.map(([id]) => id).filter((id) => !known.has(id))).toEqual([]);
  });

  it("names files and titles that there are", () => {
    expect([...filesOf(claim), ...titledTests].filter((file) => !existsSync(join(root, file)))).toEqual([]);
    const missing = claims.flatMap(([, { tests = [] }]) => tests.filter((test) => !isWritten(test)));
    expect(missing).toEqual([]);
  });

  it("is a test where something is claimed to hold, never words alone", () => {
    const wordy = claims.filter(([, { answer, tests = [] }]) => answer === "yes" && tests.length === 0);
    expect(wordy.map(([id]) => id)).toEqual([]);
  });
});

/** Whether the file of a test has all words of its title, and of the groups that it is in. */
function isWritten(test: string): boolean {
  const [file = "", ...titles] = test.split(/\*?> /).map((part) => part.trim());
  const source = textOf(file).replaceAll('\\"', '"');
  return titles.length > 0 && titles.every((title) => title.split("*").every((words) => source.includes(words)));
}

describe.each(resultNames)("the %s result of the implementation report", (name) => {
  const rows = rowsOf(name);

  it("has every assertion in its order", () => {
    const ids = assertions.filter(({ specification }) => specification === results[name]).map(({ id }) => id);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  it("lets nothing pass but by a check that there is or a test that is named for it", () => {
    const judged = new Set(checks.map(({ id }) => id));
    const unproven = rows.filter(({ id, status, comment }) => {
      if (status !== "pass") return false;
      if (/^held by [1-9]\d* of \d+ Things$/.test(comment)) return !judged.has(id);
      const tests = comment.replace(/^tested: /, "");
      return tests === comment || !(claim.claims[id]?.answer === "yes" || tests.includes(` > ${id}: `));
    });
    expect(unproven).toEqual([]);
  });
});

describe("the page of the implementation report", () => {
  it("counts what the results have", () => {
    expect(countsIn(textOf(join(folder, "README.md")))).toBe(countsOf(rowsOf));
  });
});
