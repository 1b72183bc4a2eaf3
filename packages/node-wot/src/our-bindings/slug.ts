/**
 * The title as one segment of a path, as their servers make it of titles in lower case: `[a-z0-9-]+`, numbered where `taken` has it.
 */
export function freshSlug(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-|-$/g, "");
  const slug = plain === "" ? "thing" : plain;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
