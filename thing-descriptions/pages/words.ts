/** Words in the two languages of the common API. */
export interface Words {
  readonly en: string;
  readonly de: string;
}

/** The titles or descriptions that every model and affordance of the common API has; a test asks for both languages. */
export const wordsOf = (texts: unknown): Words => texts as Words;
