import type { Verdict } from "../verdict.js";

/** How words are set off in a terminal; without colours they stay as they are. */
export interface Palette {
  strong(text: string): string;
  faint(text: string): string;
  verdict(verdict: Verdict, text: string): string;
}

/** Numbers of the colours of SGR (ECMA-48 §8.3.117): a verdict is never told by its colour alone. */
const colours: Readonly<Record<Verdict, number>> = {
  pass: 32,
  fail: 31,
  warn: 33,
  inconclusive: 36,
  "not-claimed": 90,
  "tool-error": 35,
};

export function paletteOf(hasColours: boolean): Palette {
  const set = (code: number, text: string): string => (hasColours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    strong: (text) => set(1, text),
    faint: (text) => set(2, text),
    verdict: (verdict, text) => set(colours[verdict], text),
  };
}
