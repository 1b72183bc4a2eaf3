const longest = 200;

/** `text`, cut where it gets too long for a message. */
export const truncate = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`);
