/**
 * A name from a path: its segments as one word in camel case, `By` before each parameter. `/pets/{petId}/photos` becomes
 * `petsByPetIdPhotos`, `/` becomes `root`.
 */
export function nameOfPath(path: string): string {
  const words = path.match(/\{[^{}]*\}|[^/{}]+/g) ?? [];
  const name = words
    .map((word) => (word.startsWith("{") ? `By${capital(plain(word))}` : capital(plain(word))))
    .join("");
  return name === "" ? "root" : `${name[0]!.toLowerCase()}${name.slice(1)}`;
}

const plain = (text: string): string =>
  text.replace(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, next: string, at: number) => (at === 0 ? next : next.toUpperCase()));

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
