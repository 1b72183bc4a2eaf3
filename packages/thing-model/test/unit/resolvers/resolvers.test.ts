import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allowListResolver, fileResolver, inMemoryResolver } from "../../../src/index.js";

const options = { signal: new AbortController().signal, maxBytes: 10 };

describe("fileResolver", () => {
  let folder: string;
  const read = (path: string) => fileResolver({ root: join(folder, "root") }).read(path, options);
  const url = (path: string) => pathToFileURL(join(folder, path)).href;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "thing-model-"));
    await mkdir(join(folder, "root"));
    await mkdir(join(folder, "root-beside"));
    await writeFile(join(folder, "root", "a"), "{}");
    await writeFile(join(folder, "root", "long"), " ".repeat(11));
    await writeFile(join(folder, "root", "binary"), new Uint8Array([0xff]));
    await writeFile(join(folder, "root-beside", "secret"), "{}");
    await symlink(join(folder, "root-beside", "secret"), join(folder, "root", "link"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("reads a file under its root", async () => expect(await read(url("root/a"))).toBe("{}"));

  it.each(["root/none", "root", "root-beside/secret", "root/link"])("has no document at %s", async (path) => {
    expect(await read(url(path))).toBeUndefined();
  });

  it("does not go up, and knows file URLs only", async () => {
    expect(await read(`${url("root")}/%2e%2e/root-beside/secret`)).toBeUndefined();
    expect(await read(`${url("root")}/..%2froot-beside/secret`)).toBeUndefined();
    expect(await read("https://models.example/a")).toBeUndefined();
  });

  it("refuses what is too long or not UTF-8", async () => {
    await expect(read(url("root/long"))).rejects.toMatchObject({ code: "WOT_TD_LIMIT" });
    await expect(read(url("root/binary"))).rejects.toMatchObject({ code: "WOT_TD_SYNTAX" });
  });
});

describe("allowListResolver", () => {
  const everything = { read: async () => "{}" };
  const read = (url: string) =>
    allowListResolver(everything, ["https://a.example/tm/", "https://b.example/x"]).read(url, options);

  it("reads what is listed or below a listed folder", async () => {
    expect(await read("https://a.example/tm/one")).toBe("{}");
    expect(await read("https://b.example/x")).toBe("{}");
  });

  it.each([
    "https://a.example/other",
    "https://a.example/tm/../other",
    "https://b.example/xy",
    "https://a.example.evil.example/tm/",
  ])("has no document at %s", async (url) => expect(await read(url)).toBeUndefined());

  it("refuses an entry that is no URL", () => {
    expect(() => allowListResolver(everything, ["tm/"])).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
  });
});

describe("inMemoryResolver", () => {
  it("has texts and objects", async () => {
    const { read } = inMemoryResolver(
      new Map<string, string | object>([
        ["a:1", "{}"],
        ["a:2", { b: 1 }],
      ]),
    );
    expect(await Promise.all([read("a:1", options), read("a:2", options), read("a:3", options)])).toEqual([
      "{}",
      '{"b":1}',
      undefined,
    ]);
  });
});
