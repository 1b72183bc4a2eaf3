import type { Random } from "./random.js";

const segments = [
  "__proto__",
  "constructor",
  "%00",
  "%2e%2e",
  "..",
  "%2F",
  "%zz",
  "%E0%A4%A",
  "%ff",
  "",
  "~things",
  "x",
];

const queries = [
  "names=count,name",
  "names=count&names=__proto__",
  "names=%2C%2C",
  "names",
  "all=true",
  "unit=m&step=3",
  "step=1e999&unit=%00",
  "step=%",
  "poll-after=0.0",
  "poll-after=999999999999999.1",
  "poll-after=x",
  "=&&==",
  "a=b?c=d#e",
  "__proto__=1",
];

/** The target of a request line: one of `paths`, most of the time with something wrong about it. */
export function hostileTarget(random: Random, paths: readonly string[]): string {
  const path = random.pick(paths);
  if (random.chance(0.5)) return withQuery(random, path);
  return random.pick(distortions)(random, path);
}

const withQuery = (random: Random, path: string): string =>
  random.chance(0.3) ? `${path}?${random.pick(queries)}` : path;

/** What may be wrong with a target. */
const distortions: readonly ((random: Random, path: string) => string)[] = [
  (random, path) => `${path}/${random.pick(segments)}`,
  (random, path) => path.slice(0, random.below(path.length + 1)),
  (_random, path) => `${path}/`,
  (_random, path) => `/${path}`,
  (random, path) => encodedSomewhere(random, path),
  (_random, path) => `http://elsewhere${path}`,
  (_random, path) => `HTTP://user@[::1]:99${path}`,
  (random) => random.pick(["*", "/", "//", "http://", "elsewhere:443", "?", "#", "/%", "/things/%F0%9F%98%80"]),
  (random, path) => `${path}?${"a=b&".repeat(random.below(4_000))}`,
  (random, path) => path + random.bytes(4).toString("latin1"),
  (random, path) => `/${random.pick(segments)}${path}`,
  (random, path) =>
    path
      .toUpperCase()
      .split("/")
      .reverse()
      .join(random.pick(["/", "\\", "//"])),
];

function encodedSomewhere(random: Random, path: string): string {
  const at = random.below(path.length);
  const code = path.charCodeAt(at).toString(16).padStart(2, "0");
  return `${path.slice(0, at)}%${random.chance(0.5) ? code : code.toUpperCase()}${path.slice(at + 1)}`;
}
