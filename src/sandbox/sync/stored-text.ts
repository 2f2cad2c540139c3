export interface StoredText {
  /** Remembers a text, or every text and name within a JSON value, and the JSON itself. */
  remember: (value: unknown) => void;
  /** Whether anything remembered contains the text. */
  contains: (text: string) => boolean;
}

/** What was ever stored stays here, also when it is overwritten, deleted or expired. */
export function createStoredText(): StoredText {
  const texts = new Set<string>();

  function remember(value: unknown) {
    if (typeof value === "string") {
      texts.add(value);
    } else if (typeof value === "object" && value !== null) {
      // Its JSON finds numbers and what spans members; its texts find what JSON would have escaped.
      texts.add(JSON.stringify(value));
      for (const [name, member] of Object.entries(value)) {
        texts.add(name);
        remember(member);
      }
    }
  }

  return { remember, contains: (text) => [...texts].some((stored) => stored.includes(text)) };
}
