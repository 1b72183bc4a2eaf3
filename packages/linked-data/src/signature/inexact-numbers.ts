/**
 * A number of a JSON text that loses digits when it is read as a double, as the canonical form does; `undefined` where
 * all are kept. Whoever reads it with more digits would see another number than was signed. Linear in the text.
 *
 * @see RFC 8785 §3.2.2.3, RFC 7493 §2.2
 */
export function inexactNumber(input: string | Uint8Array): string | undefined {
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!;
    if (inString && unit === "\\") i += 1;
    else if (unit === '"') inString = !inString;
    else if (!inString && unit >= "0" && unit <= "9") {
      const end = endOfNumber(text, i);
      const token = text.slice(i, end);
      if (significant(token) !== significant(String(Number(token)))) return token;
      i = end - 1;
    }
  }
  return undefined;
}

function endOfNumber(text: string, start: number): number {
  let end = start;
  while (end < text.length && "0123456789.eE+-".includes(text[end]!)) end += 1;
  return end;
}

/** The digits that count: without point, exponent, sign, and zeros at either end. */
const significant = (token: string): string => {
  const digits = token.split(/e/i, 1)[0]!.replace(".", "");
  let [start, end] = [0, digits.length];
  while (digits[start] === "0") start += 1;
  while (end > start && digits[end - 1] === "0") end -= 1;
  return digits.slice(start, end);
};
