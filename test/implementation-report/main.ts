// npm run implementation-report: judges this implementation with its own suite and tests, and writes docs/implementation-report.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCode, runCommandLine } from "@thingwright/conformance";
import { RunningBuilding } from "../../tools/running-building.mjs";
import { root } from "../house/workspace.js";
import { countsOf } from "./counts.js";
import { derivedAnnex, ownDocuments } from "./documents.js";
import { everyTerm } from "./every-term.js";
import { filesOf, folder, ownClaim, titledTests } from "./own-claim.js";
import { withCounts } from "./page.js";
import { resultFile, resultNames, rowsOf } from "./result-rows.js";

const made = mkdtempSync(join(tmpdir(), "thingwright-report-"));
const file = (name: string): string => join(made, name);
const building = new RunningBuilding();
try {
  const claim = ownClaim();
  writeFileSync(file("claim.json"), JSON.stringify(claim));
  runTests([...filesOf(claim), ...titledTests]);
  await using things = await everyTerm();
  writeFileSync(file("credentials.json"), JSON.stringify(things.credentials));
  writeFileSync(file("authority.pem"), things.authority);
  writeFileSync(file("annex.td.jsonld"), JSON.stringify(derivedAnnex()));
  const ready = await building.ready();
  if (typeof ready === "string") throw new Error(ready);
  const code = await runCommandLine(
    [
      ...["run", ready.things, ...things.targets, file("annex.td.jsonld"), ...ownDocuments()],
      ...[
        "--claim",
        file("claim.json"),
        "--test-results",
        file("junit.xml"),
        "--credentials",
        file("credentials.json"),
      ],
      ...[
        "--ca",
        file("authority.pem"),
        "--allow",
        "write,invoke,network,load",
        "--timeout",
        "300000",
        "--parallel",
        "1",
        "--quiet",
      ],
      ...resultNames.flatMap((name) => ["--report", `${name}-csv=${resultFile(name)}`]),
    ],
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      interrupted: () => {},
    },
  );
  const page = join(root, folder, "README.md");
  writeFileSync(page, withCounts(readFileSync(page, "utf8"), countsOf(rowsOf)));
  // Nobody is at the address of the Forms that their author wrote: what asks there cannot be carried out.
  process.exitCode = code === exitCode.toolError ? exitCode.ok : code;
} finally {
  building.signal("SIGINT");
  rmSync(made, { recursive: true });
}

/** Runs the tests that prove something. One that fails is in the results, and no reason to end. */
function runTests(files: readonly string[]): void {
  const reporter = ["--reporter=junit", `--outputFile=${file("junit.xml")}`];
  spawnSync("npx", ["vitest", "run", ...files, ...reporter], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}
