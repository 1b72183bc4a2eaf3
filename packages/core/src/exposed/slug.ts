/** The title as one safe segment of a path or topic: `[a-z0-9-]+`, at most 64 characters. */
export function slugOf(title: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 64)
    .replace(/^-|-$/g, "");
  return plain === "" ? "thing" : plain;
}
