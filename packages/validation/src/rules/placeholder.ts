/** Whether `text` has a placeholder, or what looks like the beginning of one (TD 1.1 §9.3.5). */
export const hasPlaceholder = (text: string): boolean => text.includes("{{");
