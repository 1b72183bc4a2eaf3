import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "@thingwright/cli";
import { afterAll, describe, expect, it, vi } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "thingwright-documents-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A new file with `content`; what is no text is written as JSON. */
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** Runs a command line, with `input` as its standard input, and collects what it says. */
async function said(args: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const words = { out: "", err: "" };
  const code = await run(args, {
    out: (text) => {
      words.out += text;
    },
    err: (text) => {
      words.err += text;
    },
    async *input() {
      yield new TextEncoder().encode(input);
    },
    interrupted: () => {},
  });
  expect(words.err).not.toMatch(/^\s+at /m);
  return { code, ...words };
}

const context = "https://www.w3.org/2022/wot/td/v1.1";
const lamp = {
  "@context": [context, { "@language": "en" }],
  title: "Lamp",
  security: "nosec_sc",
  securityDefinitions: { nosec_sc: { scheme: "nosec" } },
  properties: { on: { type: "boolean", forms: [{ href: "https://lamp.test/on" }] } },
};
const model = {
  "@context": context,
  "@type": "tm:ThingModel",
  title: "Lamp {{ROOM}}",
  version: { model: "1.0.0" },
  properties: { on: { type: "boolean" } },
};
const td = file("lamp.td.jsonld", lamp);
const tm = file("lamp.tm.jsonld", model);

describe("td validate", () => {
  const findingsOf = async (...args: string[]) => {
    const { code, out } = await said(["td", "validate", ...args, "--format", "json"]);
    const rows = JSON.parse(out) as { verdict: string; findings: { assertion: string; message: string }[] }[];
    return { code, ...rows[0]! };
  };

  it("judges standard input", async () => {
    expect(await said(["td", "validate", "-"], JSON.stringify(lamp))).toMatchObject({ code: 0, out: "-: valid\n" });
    expect((await said(["td", "validate", "-"], "{")).code).toBe(1);
  });

  it("has a finding for what is not JSON, not UTF-8, empty or of no use", async () => {
    for (const [name, content] of [
      ["text", "hello"],
      ["empty", ""],
      ["list", "[]"],
      ["deep", "[".repeat(100_000)],
    ] as const) {
      expect(await findingsOf(file(name, content))).toMatchObject({ code: 1, verdict: "invalid" });
    }
    writeFileSync(join(folder, "bytes"), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    expect((await findingsOf(join(folder, "bytes"))).code).toBe(1);
  });

  it("has a finding for a file of 200 MB and reads only its beginning", async () => {
    const large = file("large", "{");
    truncateSync(large, 200 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    const { verdict, findings } = await findingsOf(large);
    expect(verdict).toBe("invalid");
    expect(findings[0]!.message).toContain("longer than");
    expect(await said(["td", "fix", large])).toMatchObject({ code: 2, out: "" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it("has a finding for Thing Models that extend each other, and for one that refers to itself", async () => {
    const extending = (href: string) => ({
      ...model,
      links: [{ rel: "tm:extends", href, type: "application/tm+json" }],
    });
    const a = file("a.tm.jsonld", extending("./b.tm.jsonld"));
    file("b.tm.jsonld", extending("./a.tm.jsonld"));
    const self = file("self.tm.jsonld", { ...model, properties: { on: { "tm:ref": "#/properties/on" } } });
    for (const each of [a, self]) {
      const { verdict, findings } = await findingsOf(each);
      expect(verdict).toBe("invalid");
      expect(findings.map(({ assertion }) => assertion)).toContain("tm-ref-recursive-extensions");
    }
    const elsewhere = file("elsewhere.tm.jsonld", extending("https://models.test/x.tm.jsonld"));
    expect((await findingsOf(elsewhere)).findings.map(({ assertion }) => assertion)).not.toContain(
      "tm-ref-recursive-extensions",
    );
  });

  it("mends a file when told to", async () => {
    const broken = file("broken.td.jsonld", {
      ...lamp,
      properties: { on: { ...lamp.properties.on, observable: "true" } },
    });
    expect((await said(["td", "validate", broken])).code).toBe(1);
    expect((await said(["td", "validate", broken, "--fix"])).code).toBe(0);
    expect(JSON.parse(readFileSync(broken, "utf8"))).toHaveProperty("properties.on.observable", true);
  });

  it("holds a document against the model that it links to for the level full", async () => {
    const plain = file("plain.tm.jsonld", { ...model, title: "Lamp" });
    const links = [{ rel: "type", href: "plain.tm.jsonld", type: "application/tm+json" }];
    const kept = file("kept.td.jsonld", { ...lamp, links });
    const other = { on: { ...lamp.properties.on, type: "string" } };
    const broken = file("broken.td.jsonld", { ...lamp, links, properties: other });
    const lost = file("lost.td.jsonld", { ...lamp, links: [{ ...links[0], href: "https://nowhere.test/tm" }] });
    expect(existsSync(plain)).toBe(true);
    const conformance = async (path: string) => {
      const { findings } = await findingsOf(path, "--level", "full");
      return findings
        .map(({ assertion }) => assertion)
        .filter((id) => /^(tm-|thing-model-|lint-linked-model)/.test(id));
    };
    expect(await conformance(kept)).toEqual([]);
    expect(await conformance(broken)).toEqual(["thing-model-td-generation-processor-imports"]);
    expect(await conformance(lost)).toEqual(["lint-linked-model"]);
  });

  it("fetches the models that it is allowed to for the level full", async () => {
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      asked.push(url);
      if (url.endsWith("/lamp")) return new Response(JSON.stringify({ ...model, title: "Lamp" }));
      return new Response("", { status: url.endsWith("/broken") ? 500 : 404 });
    });
    const web = "https://models.test/";
    const full = (path: string, allow = web) => findingsOf(path, "--level", "full", "--allow", allow);
    const instance = (href: string) =>
      file("linked.td.jsonld", {
        ...lamp,
        links: [{ rel: "type", href, type: "application/tm+json" }],
        properties: { on: { ...lamp.properties.on, type: "string" } },
      });
    const extending = (href: string) =>
      file("extending.tm.jsonld", { ...model, links: [{ rel: "tm:extends", href, type: "application/tm+json" }] });
    const ids = ({ findings }: { findings: { assertion: string }[] }) => findings.map(({ assertion }) => assertion);
    try {
      const differs = await full(instance(`${web}lamp`));
      expect([differs.verdict, differs.code]).toEqual(["invalid", 1]);
      expect(ids(differs)).toContain("thing-model-td-generation-processor-imports");
      expect(ids(await full(instance(`${web}gone`)))).toContain("lint-linked-model");
      expect(ids(await full(extending(`${web}lamp`)))).not.toContain("tm-extend");
      const gone = await full(extending(`${web}gone`));
      expect([gone.verdict, ids(gone)]).toEqual(["invalid", expect.arrayContaining(["tm-extend"])]);
      const unseen = await full(extending("https://elsewhere.test/lamp"));
      expect([unseen.verdict, ids(unseen)]).toEqual(["valid", expect.arrayContaining(["lint-linked-model"])]);
      expect(asked.every((url) => url.startsWith(web))).toBe(true);
      const failed = await said(["td", "validate", extending(`${web}broken`), "--level", "full", "--allow", web]);
      expect(failed).toMatchObject({ code: 1, err: expect.stringContaining("500") });
      expect((await said(["td", "validate", td, "--level", "full", "--allow", "http://models.test/"])).code).toBe(2);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it("reads a document as JSON-LD for the level full", async () => {
    const strange = file("strange.td.jsonld", { ...lamp, "@context": [context, "https://unknown.test/context"] });
    expect((await said(["td", "validate", strange])).code).toBe(0);
    expect((await said(["td", "validate", strange, "--level", "full"])).code).toBe(1);
    expect((await said(["td", "validate", td, "--level", "full"])).code).toBe(0);
    expect((await said(["td", "validate", td, "--level", "most"])).code).toBe(2);
  });
});

describe("the commands of td", () => {
  it("print linked data", async () => {
    const expanded = await said(["td", "expand", td]);
    expect(JSON.parse(expanded.out)[0]).toHaveProperty(["https://www.w3.org/2019/wot/td#title"]);
    const compacted = await said(["td", "compact", "-"], expanded.out);
    expect(JSON.parse(compacted.out)).toHaveProperty("title");
    expect((await said(["td", "rdf", td])).out).toContain('<https://www.w3.org/2019/wot/td#title> "Lamp"');
  });

  it("print a canonical form that does not know the order of members", async () => {
    const turned = JSON.stringify(Object.fromEntries(Object.entries(lamp).reverse()));
    const [one, other] = [await said(["td", "canonicalize", td]), await said(["td", "canonicalize", "-"], turned)];
    expect(one.out).toBe(other.out);
  });

  it("tell differences by the exit code", async () => {
    const other = file("other.td.jsonld", { ...lamp, title: "Torch" });
    expect(await said(["td", "diff", td, td])).toMatchObject({ code: 0, out: "" });
    expect(await said(["td", "diff", td, other])).toMatchObject({ code: 1, out: expect.stringContaining("Torch") });
    expect(JSON.parse((await said(["td", "diff", td, other, "--json"])).out)).toHaveLength(1);
  });

  it("sign, and verify what was signed", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const [secret, open] = [
      file("private.json", privateKey.export({ format: "jwk" })),
      file("public.json", publicKey.export({ format: "jwk" })),
    ];
    const signed = join(folder, "signed.td.jsonld");
    expect((await said(["td", "sign", td, "--key", secret, "--out", signed])).code).toBe(0);
    expect((await said(["td", "verify", signed, "--key", open])).code).toBe(0);
    const changed = file("changed.td.jsonld", readFileSync(signed, "utf8").replace("Lamp", "Bomb"));
    expect((await said(["td", "verify", changed, "--key", open])).code).toBe(1);
    expect((await said(["td", "verify", td, "--key", open])).code).toBe(1);
    const noKey = await said(["td", "sign", td, "--key", file("no-key", "hunter2")]);
    expect(noKey.code).toBe(2);
    expect(noKey.err).not.toContain("hunter2");
  });

  it.each([
    ["P-256, SEC 1", generateKeyPairSync("ec", { namedCurve: "P-256" }), "sec1"],
    ["P-384, PKCS#8", generateKeyPairSync("ec", { namedCurve: "P-384" }), "pkcs8"],
    ["Ed25519, PKCS#8", generateKeyPairSync("ed25519"), "pkcs8"],
  ] as const)(
    "sign with a PEM of %s, whose curve says the algorithm",
    async (_name, { privateKey, publicKey }, type) => {
      const secret = file("private.pem", privateKey.export({ format: "pem", type } as never) as string);
      const open = file("public.pem", publicKey.export({ format: "pem", type: "spki" }) as string);
      const { out } = await said(["td", "sign", td, "--key", secret]);
      expect((await said(["td", "verify", file("signed-by-pem.td.jsonld", out), "--key", open])).code).toBe(0);
    },
  );

  it("convert, and import what was converted", async () => {
    for (const to of ["openapi", "asyncapi", "json-schema"]) {
      expect((await said(["td", "convert", td, "--to", to])).code).toBe(0);
    }
    const openApi = (await said(["td", "convert", td, "--to", "openapi"])).out;
    expect(JSON.parse((await said(["td", "import", "-"], openApi)).out)).toMatchObject({ title: "Lamp" });
    const sdf = (await said(["td", "convert", tm, "--to", "sdf"])).out;
    expect(JSON.parse((await said(["td", "import", "-"], sdf)).out)).toMatchObject({ properties: { on: {} } });
    const yaml = "openapi: 3.1.0\ninfo:\n  title: Lamp\n  version: '1'\npaths: {}\n";
    expect((await said(["td", "import", "-"], yaml)).code).toBe(0);
    expect((await said(["td", "import", "-"], "{}")).code).toBe(2);
    const nested = JSON.stringify({
      sdfThing: { Home: { sdfObject: { Lamp: { sdfProperty: { on: { type: "boolean" } } } } } },
    });
    const home = join(folder, "home", "home.tm.jsonld");
    mkdirSync(join(folder, "home"));
    expect((await said(["td", "import", "-", "--out", home], nested)).err).toContain("written: ");
    const href = (JSON.parse(readFileSync(home, "utf8")) as { links: { href: string }[] }).links[0]!.href;
    expect(JSON.parse(readFileSync(join(folder, "home", href), "utf8"))).toHaveProperty("properties.on");
  });

  it("upgrade a document of TD 1.0, and say what is left", async () => {
    const old = { ...lamp, "@context": "https://www.w3.org/2019/wot/td/v1" };
    const upgraded = await said(["td", "upgrade", "-"], JSON.stringify(old));
    expect(upgraded.code).toBe(0);
    expect(upgraded.out).toContain(context);
    expect(upgraded.err).toContain("changed: /@context");
    expect((await said(["td", "upgrade", "-"], "{}")).code).toBe(1);
  });

  it("print what they mended", async () => {
    const text = JSON.stringify({ ...lamp, properties: { on: { ...lamp.properties.on, observable: "true" } } });
    expect((await said(["td", "fix", "-"], text)).out).toBe(text.replace('"true"', "true"));
  });
});

describe("the commands of tm", () => {
  it("resolve a model with one in its folder", async () => {
    const href = "./lamp.tm.jsonld";
    const extended = file("dimmer.tm.jsonld", { ...model, properties: {}, links: [{ rel: "tm:extends", href }] });
    expect(JSON.parse((await said(["tm", "resolve", extended])).out)).toHaveProperty("properties.on");
    const outside = file("outside.tm.jsonld", { ...model, links: [{ rel: "tm:extends", href: "file:///etc/passwd" }] });
    expect((await said(["tm", "resolve", outside])).code).toBe(1);
  });

  it("derive a Thing Description, or say what is missing", async () => {
    const bare = await said(["tm", "derive", tm]);
    expect(bare).toMatchObject({ code: 1, out: "" });
    expect(bare.err).toContain("missing: placeholder ROOM at /title");
    const args = ["--set", "ROOM=Hall", "--base", "https://lamp.test/", "--nosec"];
    const derived = await said(["tm", "derive", tm, ...args]);
    expect(JSON.parse(derived.out)).toMatchObject({ title: "Lamp Hall", base: "https://lamp.test/" });
    expect((await said(["tm", "check", file("derived.td.jsonld", derived.out), tm])).code).toBe(0);
  });

  it("print a schema of the placeholders", async () => {
    expect(JSON.parse((await said(["tm", "placeholders", tm])).out)).toMatchObject({ required: ["ROOM"] });
    expect(JSON.parse((await said(["tm", "placeholders", tm, "--uses"])).out)).toMatchObject([{ pointer: "/title" }]);
  });

  it("tell what breaks by the exit code", async () => {
    const grown = file("grown.tm.jsonld", {
      ...model,
      version: { model: "1.1.0" },
      properties: { ...model.properties, level: { type: "integer" } },
    });
    expect((await said(["tm", "diff", tm, grown])).code).toBe(0);
    expect((await said(["tm", "diff", grown, tm])).code).toBe(1);
    expect(JSON.parse((await said(["tm", "diff", tm, grown, "--json"])).out)).toMatchObject({ bump: "minor" });
  });

  it("hold a Thing Description against a model, and make a model of one", async () => {
    const plain = file("plain.tm.jsonld", (await said(["tm", "abstract", td, "--model-version", "1.0.0"])).out);
    expect(JSON.parse(readFileSync(plain, "utf8"))).toMatchObject({ "@type": ["tm:ThingModel"] });
    expect((await said(["tm", "check", td, plain])).out).toBe("conforms\n");
    expect((await said(["tm", "check", td, plain, "--json"])).out).toBe("[]\n");
    expect((await said(["tm", "check", file("bare.td.jsonld", { ...lamp, properties: {} }), plain])).code).toBe(1);
  });
});

describe("codegen", () => {
  it("writes a module for each document, and sees one that is not up to date", async () => {
    const out = join(folder, "types");
    const args = ["codegen", td, "--out", out];
    expect((await said([...args, "--check"])).code).toBe(1);
    expect(existsSync(out)).toBe(false);
    expect((await said(args)).code).toBe(0);
    expect(readFileSync(join(out, "lamp.ts"), "utf8")).toContain("export interface Lamp");
    expect(await said([...args, "--check"])).toMatchObject({ code: 0, out: "" });
  });
});

describe("contribute", () => {
  it("writes what is handed in, says what is missing, and overwrites nothing", async () => {
    const out = join(folder, "contribution");
    const leaking = file("leaking.td.jsonld", {
      ...lamp,
      base: "http://ada:hunter22@192.168.0.7/",
      description: "A lamp",
    });
    const args = ["contribute", leaking, "--out", out, "--implementation", "Lamp", "--organization", "Lamp Works"];
    const told = ["--description", "Turns a lamp on.", "--event", "2025.11.Kobe"];
    const first = await said([...args, ...told]);
    expect(first.code).toBe(0);
    expect(first.err).toContain("removed: secret");
    expect(first.err + first.out).not.toContain("hunter22");
    expect(first.out).not.toContain("push");
    const written = readFileSync(join(out, "events/2025.11.Kobe/TD/lamp/lamp.td.jsonld"), "utf8");
    expect(written).not.toMatch(/hunter22|192\.168/);
    expect(readFileSync(join(out, "testing/inputs/results/lamp.csv"), "utf8")).toMatch(/^"ID","Status","Comment"\n/);
    expect(existsSync(join(out, "testing/inputs/implementations/lamp.html"))).toBe(true);
    expect((await said([...args, ...told])).code).toBe(2);
    expect((await said([...args, ...told, "--force"])).code).toBe(0);
    expect((await said([...args, "--force"])).code).toBe(1);
  });
});

describe("every command", () => {
  const groups = {
    td: "validate fix upgrade expand compact rdf canonicalize diff sign verify convert import",
    tm: "resolve derive placeholders diff check abstract",
  };
  it.each([
    ...["start", "discover", "read", "write", "invoke", "observe", "subscribe", "codegen", "contribute"],
    ...Object.entries(groups).flatMap(([group, names]) => names.split(" ").map((name) => `${group} ${name}`)),
  ])("shows how %s is called, with an example", async (command) => {
    const { code, out } = await said([...command.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Example:\n  $ thingwright ${command} `);
  });

  it("lets no document steer the terminal", async () => {
    const hostile = file("hostile.td.jsonld", { ...lamp, "\u001b[2J": 1, title: "\u001b]0;x\u0007" });
    const [diff, verdict] = [await said(["td", "diff", td, hostile]), await said(["td", "validate", hostile])];
    expect(diff.out).toContain("title");
    expect((diff.out + diff.err + verdict.out + verdict.err).replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  it("says which option or command may have been meant", async () => {
    expect((await said(["td", "validate", td, "--formt", "json"])).err).toContain("Did you mean --format?");
    expect((await said(["td", "valdate", td])).err).toContain("Did you mean validate?");
  });

  it("could not run on a file that is not there or is no JSON", async () => {
    for (const words of [
      ["td", "expand"],
      ["td", "canonicalize"],
      ["td", "convert", "--to", "openapi"],
      ["tm", "resolve"],
      ["tm", "abstract"],
    ]) {
      expect((await said([...words, join(folder, "none")])).code).toBe(2);
      expect((await said([...words, file("no-json", "{")])).code).toBeGreaterThan(0);
    }
  });
});
