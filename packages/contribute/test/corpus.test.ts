import { existsSync, readFileSync } from "node:fs";
import { eventFolder, implementationReport, preflight } from "@thingwright/contribute";
import { isRecord, parseJsonText } from "@thingwright/td";
import { findPrivateAddresses, findSecrets, judgeDocument } from "@thingwright/validation";
import { describe, expect, it } from "vitest";
import { corpusFile, tdCorpus } from "../../../test/td-corpus.js";

const manifest = new URL("manifest.json", tdCorpus);

/** All JSON objects of the corpus. */
function* documents(): Generator<{ path: string; document: Record<string, unknown> }> {
  for (const { path } of JSON.parse(readFileSync(manifest, "utf8")) as { path: string }[]) {
    const json = parseJsonText(readFileSync(corpusFile(path)));
    if (json.ok && isRecord(json.value)) yield { path, document: json.value };
  }
}

describe.skipIf(!existsSync(manifest))("the Thing Descriptions of others", () => {
  it("can all be published, and none is worse for it", { timeout: 60_000 }, () => {
    let mended = 0;
    for (const { path, document: before } of documents()) {
      const { document, removed } = preflight(before);
      expect([...findSecrets(document), ...findPrivateAddresses(document)], path).toEqual([]);
      if (removed.length === 0) continue;
      mended += 1;
      if (judgeDocument(JSON.stringify(before)).verdict === "invalid") continue;
      expect(judgeDocument(JSON.stringify(document)).verdict, path).not.toBe("invalid");
    }
    expect(mended).toBeGreaterThan(100);
  });

  it("get names that an event takes, and pass nothing that they break", { timeout: 60_000 }, () => {
    for (const { path, document } of documents()) {
      const { files } = eventFolder([document], { event: "2025.11.Kobe", implementation: path });
      expect(files[0]!.path, path).toMatch(/^events\/2025\.11\.Kobe\/TD\/[a-z0-9-]+\/[a-z0-9-]+\.t[dm]\.jsonld$/);
      const passed = new Set(
        implementationReport({ documents: [document] }).flatMap(({ id, status }) => (status === "pass" ? [id] : [])),
      );
      const broken = judgeDocument(JSON.stringify(document)).findings.map(({ assertion }) => assertion);
      expect(
        broken.filter((id) => passed.has(id)),
        path,
      ).toEqual([]);
    }
  });
});
