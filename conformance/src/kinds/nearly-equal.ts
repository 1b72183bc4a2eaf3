/** How much two numbers may differ to be nearly equal, relative to the greater one. */
const tolerance = 0.01;

/** Whether two values are the same but for numbers that were rounded: by no more than a hundredth. */
export function nearlyEqual(one: unknown, other: unknown): boolean {
  if (typeof one === "number" && typeof other === "number") {
    return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const [members, others] = [Object.entries(one), Object.entries(other)];
  if (Array.isArray(one) !== Array.isArray(other) || members.length !== others.length) return false;
  return members.every(([name, value]) => {
    return Object.hasOwn(other, name) && nearlyEqual(value, (other as Readonly<Record<string, unknown>>)[name]);
  });
}
