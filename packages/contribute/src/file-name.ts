/** Longest name that is made of a text. */
const longestName = 64;

/**
 * A name for a file, of any text: lower-case ASCII letters and digits with hyphens between, so neither space nor colon, no
 * path, no hidden file; `fallback` where nothing of the text is left.
 */
export function fileName(text: unknown, fallback = "thing"): string {
  if (typeof text !== "string") return fallback;
  const ascii = text.slice(0, 256).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = ascii.match(/[a-z0-9]+/g) ?? [];
  const name = words.join("-").slice(0, longestName).replace(/-$/, "");
  return name === "" || reserved.test(name) ? fallback : name;
}

/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;
