import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./workspace.js";

/** What is made and not written: nothing in it is ours to judge. */
const made = new Set(["node_modules", "dist", ".git", "coverage", ".interop"]);

/** Every file of the project that somebody wrote, relative to the root. */
export function projectFiles(folder = ""): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (made.has(entry.name) || entry.name.endsWith(".tsbuildinfo")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? projectFiles(path) : entry.isFile() ? [path] : [];
  });
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
