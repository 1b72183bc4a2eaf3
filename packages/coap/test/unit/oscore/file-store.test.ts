import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fileStore } from "../../../src/oscore/index.js";
import { clientContext, serverContext } from "../../lab/oscore-pair.js";

const KEY = "0123456789abcdef0123456789abcdef";
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "oscore-"));
  folders.push(folder);
  return folder;
}

const locksIn = async (folder: string) => (await readdir(folder)).filter((name) => name.startsWith("lock-"));

/** Another process that holds a lock in the folder, and how to kill it. */
async function anotherHolder(folder: string) {
  const listen = "require('net').createServer().listen(process.argv[1], () => process.stdout.write('.'))";
  const child = spawn(process.execPath, ["-e", listen, join(folder, "lock-another")]);
  await once(child.stdout, "data");
  return {
    async kill() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

describe("the file store", () => {
  it("keeps one file for each context, and leaves nothing else behind", async () => {
    const folder = await newFolder();
    {
      await using store = fileStore(folder);
      await clientContext({ store });
      await serverContext({ store });
    }
    const files = await readdir(folder);
    expect(files).toHaveLength(2);
    for (const file of files) expect(file).toMatch(/^[0-9a-f]{32}\.json$/);
  });

  it.each(["", "{", "{}", '{"nextSequence":-1}', '{"nextSequence":1.5}', '{"nextSequence":"1"}', "null"])(
    "gives no number from a damaged file: %j",
    async (text) => {
      const folder = await newFolder();
      await writeFile(join(folder, `${KEY}.json`), text);
      await using store = fileStore(folder);
      await expect(store.reserve(KEY, 2)).rejects.toMatchObject({ code: "WOT_INTERNAL" });
    },
  );

  it("makes its directory, for nobody else to read", async () => {
    const folder = join(await newFolder(), "new", "states");
    await using store = fileStore(folder);
    expect(await store.reserve(KEY, 2)).toEqual({ first: 0, isNew: true });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("says what hinders it from making its directory", async () => {
    const file = join(await newFolder(), "file");
    await writeFile(file, "");
    const refused = fileStore(join(file, "states")).reserve(KEY, 2);
    await expect(refused).rejects.toMatchObject({ code: "WOT_INTERNAL", message: expect.stringContaining("locked") });
  });
});

describe("the lock of a file store", () => {
  it("refuses another process, and is taken over once that is dead", async () => {
    const folder = await newFolder();
    const other = await anotherHolder(folder);
    await using store = fileStore(folder);
    const refused = store.reserve(KEY, 2);
    await expect(refused).rejects.toMatchObject({ code: "WOT_STATE", message: expect.stringContaining(folder) });
    expect(await locksIn(folder)).toEqual(["lock-another"]);
    await other.kill();
    expect(await locksIn(folder)).toEqual(["lock-another"]);
    expect(await store.reserve(KEY, 2)).toEqual({ first: 0, isNew: true });
    const [lock, ...others] = await locksIn(folder);
    expect(others).toEqual([]);
    expect(lock).not.toBe("lock-another");
  });

  it("holds off another store of the same process, until it is given back", async () => {
    const folder = await newFolder();
    const first = fileStore(folder);
    await first.reserve(KEY, 2);
    await using second = fileStore(folder);
    await expect(second.reserve(KEY, 2)).rejects.toMatchObject({ code: "WOT_STATE" });
    await first[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    expect(await second.reserve(KEY, 2)).toEqual({ first: 2, isNew: false });
    await expect(first.reserve(KEY, 2)).rejects.toMatchObject({ code: "WOT_STATE" });
  });

  it("serves at most one of many that ask at the same moment, and one of them afterwards", async () => {
    const folder = await newFolder();
    for (let round = 0; round < 10; round++) {
      const stores = Array.from({ length: 6 }, () => fileStore(folder));
      const outcomes = await Promise.allSettled(stores.map((store) => store.reserve(KEY, 2)));
      const served = outcomes.filter(({ status }) => status === "fulfilled");
      expect(served.length).toBeLessThanOrEqual(1);
      if (served.length === 0) await stores[0]!.reserve(KEY, 2);
      await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
      expect(await locksIn(folder)).toEqual([]);
    }
  });

  it("holds in directories whose path is too long for a socket", async () => {
    const folder = join(await newFolder(), "x".repeat(120));
    await mkdir(folder);
    const first = fileStore(folder);
    await first.reserve(KEY, 2);
    await using second = fileStore(folder);
    await expect(second.reserve(KEY, 2)).rejects.toMatchObject({ code: "WOT_STATE" });
    await first[Symbol.asyncDispose]();
    expect(await second.reserve(KEY, 2)).toEqual({ first: 2, isNew: false });
  });
});
