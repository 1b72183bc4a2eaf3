/** A UUID of version 4 as a URN, of numbers in [0, 1): what a run makes up depends on its seed. */
export function randomUuidUrn(random: () => number): string {
  const digit = (index: number): string => {
    const number = Math.floor(random() * 16);
    return (index === 12 ? 4 : index === 16 ? 8 + (number % 4) : number).toString(16);
  };
  const digits = Array.from({ length: 32 }, (_, index) => digit(index)).join("");
  return `urn:uuid:${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}
