/** Short texts that rules look for, each a bit. */
export const words = {
  basic: 1 << 0,
  apikey: 1 << 1,
  bearer: 1 << 2,
  oauth2: 1 << 3,
  body: 1 << 4,
  auto: 1 << 5,
  combo: 1 << 6,
  uri: 1 << 7,
} as const;

const bits: ReadonlyMap<string, number> = new Map(Object.entries(words));

const longestWord = Math.max(...Object.keys(words).map(({ length }) => length));

/** The bit of `text`, 0 for all that is no such word. */
export const wordOf = (text: string): number => (text.length > longestWord ? 0 : (bits.get(text) ?? 0));
