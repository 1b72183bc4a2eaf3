/** A member's name as source text: quoted where it is no identifier. */
export const memberName = (name: string): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);

/** The name of a type for a title: "On/off light" is `OnOffLight`. `undefined` when nothing of it can stand in a name. */
export function typeNameOf(title: unknown): string | undefined {
  if (typeof title !== "string") return undefined;
  const words = title.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  if (name === "") return undefined;
  return /^\p{ID_Start}/u.test(name) ? name : `T${name}`;
}
