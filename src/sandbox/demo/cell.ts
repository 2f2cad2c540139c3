/** The text in exactly so many columns: cut with `…`, or filled up. For texts of narrow characters, without styles. */
export function cell(text: string, width: number): string {
  return cut(text, width).padEnd(width);
}

export function cut(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}
