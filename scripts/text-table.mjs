/**
 * Rows as aligned lines of text: columns of numbers to the right, others to the left.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function textTable(head, rows) {
  const columns = head.map((title, index) => {
    const cells = rows.map((row) => row[index] ?? "");
    return {
      width: Math.max(title.length, ...cells.map((cell) => cell.length)),
      isNumeric: cells.every((cell) => cell === "" || /^[-\d.]+\b/.test(cell)),
    };
  });
  return [head, ...rows]
    .map((row) =>
      columns
        .map(({ width, isNumeric }, index) => {
          const cell = row[index] ?? "";
          return isNumeric ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
