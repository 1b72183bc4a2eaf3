import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  catalogImport,
  eventFolder,
  fileName,
  implementationDescription,
  implementationReport,
  preflight,
  reportContribution,
  writeContribution,
} from "@thingwright/contribute";
import { findPrivateAddresses, findSecrets, judgeDocument } from "@thingwright/validation";
import { afterEach, describe, expect, it } from "vitest";

const lamp = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  security: "nosec_sc",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  properties: { on: { type: "boolean", forms: [{ href: "https://lamp.test/on", op: "readproperty" }] } },
};

const model = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "Lamp",
  version: { model: "1.0.0" },
  properties: { on: { type: "boolean" } },
};

describe("preflight", () => {
  it("takes secrets and private addresses out, and says where they were and not what", () => {
    const before = {
      ...lamp,
      base: "http://ada:hunter22@192.168.0.7:8080/",
      securityDefinitions: { nosec_sc: { scheme: "nosec", password: "correct-horse" } },
      description: "also at 10.1.2.3 and http://localhost/",
    };
    const kept = structuredClone(before);
    const { document, removed } = preflight(before);
    expect(before).toEqual(kept);
    expect([...findSecrets(document), ...findPrivateAddresses(document)]).toEqual([]);
    const text = JSON.stringify(document);
    for (const secret of ["hunter22", "correct-horse", "192.168.0.7", "10.1.2.3", "localhost"])
      expect(text).not.toContain(secret);
    expect(JSON.stringify(removed)).not.toMatch(/hunter22|correct-horse|192\.168/);
    const places = removed.map(({ what, pointer }) => `${what} ${pointer}`);
    expect(places).toContain("secret /base");
    expect(places).toContain("private-address /base");
    expect(places).toContain("secret /securityDefinitions/nosec_sc/password");
    expect(judgeDocument(text).findings.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("leaves a document without any as it is", () => {
    expect(preflight(lamp)).toEqual({ document: lamp, removed: [] });
  });

  it("gives a member named __proto__ no way to a prototype", () => {
    const hostile = JSON.parse('{"title":"x","__proto__":{"password":"correct-horse"}}') as Record<string, unknown>;
    expect(JSON.stringify(preflight(hostile).document)).not.toContain("correct-horse");
    expect(({} as { password?: string }).password).toBeUndefined();
  });
});

describe("fileName", () => {
  it.each([
    ["My Lamp: Größe 2", "my-lamp-gro-e-2"],
    ["../../etc/passwd", "etc-passwd"],
    ["..", "thing"],
    ["CON", "thing"],
    ["\u0000/", "thing"],
    [7, "thing"],
  ])("makes of %j a name without space, colon or way out", (text, name) => {
    expect(fileName(text)).toBe(name);
  });
});

describe("eventFolder", () => {
  const contribution = eventFolder([lamp, { ...lamp, title: "LAMP" }, model], {
    event: "2025.11.Kobe",
    implementation: "Lamp Works: One",
  });

  it("names files as the event wants them, and none twice", () => {
    const folder = "events/2025.11.Kobe/TD/lamp-works-one";
    expect(contribution.files.map(({ path }) => path)).toEqual([
      `${folder}/lamp.td.jsonld`,
      `${folder}/lamp-2.td.jsonld`,
      `${folder}/lamp.tm.jsonld`,
      `${folder}/README.md`,
    ]);
  });

  it("has a row of the README for each", () => {
    expect(contribution.files.at(-1)!.text).toContain("| [Lamp](./lamp.td.jsonld) | HTTPS |");
  });

  it("says what a document lacks", () => {
    expect(contribution.missing.map(({ message }) => message).join()).toMatch(/description.*license/);
    expect(contribution.commands.join()).not.toMatch(/push/);
  });

  it("lets no title command the README", () => {
    const { files } = eventFolder([{ ...lamp, title: "a|b](evil)<script>\n# x" }], {
      event: "../x",
      implementation: "..",
    });
    expect(files.at(-1)!.text).toContain("a\\|b\\](evil)\\<script\\> # x");
    expect(files.every(({ path }) => path.startsWith("events/x/TD/implementation/"))).toBe(true);
  });
});

describe("implementationReport", () => {
  const statusOf = (rows: ReturnType<typeof implementationReport>, id: string) =>
    rows.find((row) => row.id === id)?.status;

  it("has each assertion of the Recommendation once", () => {
    const ids = implementationReport({ documents: [] }).map(({ id }) => id);
    expect(ids).toHaveLength(451);
    expect(new Set(ids).size).toBe(451);
  });

  it("passes what a document exercises and keeps, and leaves open what it does not", () => {
    const rows = implementationReport({ documents: [lamp] });
    expect(statusOf(rows, "td-vocab-title--Thing")).toBe("pass");
    expect(statusOf(rows, "td-vocab-op--Form_readproperty")).toBe("pass");
    expect(statusOf(rows, "td-vocab-actions--Thing")).toBe("null");
    expect(statusOf(rows, "server-data-schema")).toBe("null");
    expect(rows.some(({ status }) => status === "fail")).toBe(false);
  });

  it("fails what one of several documents breaks", () => {
    const rows = implementationReport({ documents: [lamp, { ...lamp, security: "none_sc" }] });
    expect(statusOf(rows, "td-vocab-security--Thing")).toBe("fail");
    expect(statusOf(rows, "td-vocab-title--Thing")).toBe("pass");
  });

  it("takes what a conformance report says of behaviour, the worst of several Things", () => {
    const results = (verdict: string) => ({ results: [{ id: "server-data-schema", verdict }] });
    const status = (...verdicts: string[]) =>
      statusOf(
        implementationReport({ documents: [lamp], conformance: { things: verdicts.map(results) } }),
        "server-data-schema",
      );
    expect(status("pass")).toBe("pass");
    expect(status("fail", "pass")).toBe("fail");
    expect(status("inconclusive")).toBe("null");
  });

  it("calls what its maker left out so, unless a document has it", () => {
    const notImplemented = ["td-vocab-actions--Thing", "td-vocab-title--Thing"];
    const rows = implementationReport({ documents: [lamp], notImplemented });
    expect(statusOf(rows, "td-vocab-actions--Thing")).toBe("not-impl");
    expect(statusOf(rows, "td-vocab-title--Thing")).toBe("pass");
  });

  it("knows nothing to be kept in a document of another version", () => {
    const old = { ...lamp, "@context": "https://www.w3.org/2019/wot/td/v1" };
    expect(implementationReport({ documents: [old] }).some(({ status }) => status === "pass")).toBe(false);
  });

  it("becomes a file of the columns that the W3C reads, and says how much is open", () => {
    const rows = [
      { id: "td-context", status: "fail", comment: 'say "no"' },
      { id: "td-links", status: "null", comment: "" },
    ] as const;
    const { files, missing } = reportContribution("Lamp Works", rows);
    expect(files[0]).toEqual({
      path: "testing/inputs/results/lamp-works.csv",
      text: '"ID","Status","Comment"\n"td-context","fail","say ""no"""\n"td-links","null",""\n',
    });
    expect(missing.map(({ message }) => message)).toEqual(["1 of 2 assertions are not tested"]);
  });
});

describe("implementationDescription", () => {
  it("writes text, not HTML, into the fragment", () => {
    const { files } = implementationDescription({
      name: "Lamp",
      organization: "A & B",
      category: "TD Exposer",
      description: "<script>alert(1)</script>",
    });
    expect(files[0]!.path).toBe("testing/inputs/implementations/lamp.html");
    expect(files[0]!.text).toContain('<div class="impl" id="impl-lamp">');
    expect(files[0]!.text).toContain("&lt;script&gt;");
    expect(files[0]!.text).toContain("A &amp; B");
  });
});

describe("catalogImport", () => {
  it("sorts models by author, manufacturer and part number, and says what it lacks", () => {
    const named = catalogImport([model, lamp], { author: "Ada", manufacturer: "Lamp Works", model: "L/1" });
    expect(named.files.map(({ path }) => path)).toEqual(["catalog/ada/lamp-works/l-1.tm.json"]);
    const written = JSON.parse(named.files[0]!.text) as Record<string, unknown>;
    expect(written["schema:author"]).toEqual({ "schema:name": "Ada" });
    expect(written["@context"]).toContainEqual({ schema: "https://schema.org/" });
    expect(named.missing.filter(({ required }) => required)).toEqual([]);
    const bare = catalogImport([model]).missing.filter(({ required }) => required);
    expect(bare.map(({ pointer }) => pointer)).toEqual(["/schema:author", "/schema:manufacturer", "/schema:mpn"]);
  });
});

describe("writeContribution", () => {
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), "thingwright-contribute-"));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const each of folders.splice(0)) rmSync(each, { recursive: true });
  });

  it("writes below the folder and overwrites only when told to", async () => {
    const root = folder();
    const file = { path: "a/b.json", text: "1" };
    expect(await writeContribution(root, [file])).toEqual([join(root, "a/b.json")]);
    await expect(
      writeContribution(root, [
        { path: "new", text: "" },
        { ...file, text: "2" },
      ]),
    ).rejects.toMatchObject({
      code: "WOT_ARGUMENT",
    });
    expect(readFileSync(join(root, "a/b.json"), "utf8")).toBe("1");
    expect(readdirSync(root)).toEqual(["a"]);
    await writeContribution(root, [{ ...file, text: "2" }], { force: true });
    expect(readFileSync(join(root, "a/b.json"), "utf8")).toBe("2");
  });

  it.each(["../out", "a/../../out", "/out", "a//b", ".git/hooks/x", "a\\..\\b", ""])(
    "refuses the path %j",
    async (path) => {
      await expect(writeContribution(folder(), [{ path, text: "" }])).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    },
  );

  it("follows no symbolic link out of the folder", async () => {
    const [root, outside] = [folder(), folder()];
    symlinkSync(outside, join(root, "a"));
    writeFileSync(join(outside, "kept"), "1");
    symlinkSync(join(outside, "kept"), join(root, "b"));
    for (const path of ["a/x", "a/y/x", "b"]) {
      await expect(writeContribution(root, [{ path, text: "2" }], { force: true })).rejects.toMatchObject({
        code: "WOT_ARGUMENT",
      });
    }
    expect(readdirSync(outside)).toEqual(["kept"]);
    expect(readFileSync(join(outside, "kept"), "utf8")).toBe("1");
  });
});
