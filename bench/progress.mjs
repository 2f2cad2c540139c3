/** A line about what is being measured, rewritten in place; nothing at all where no one is watching. */
export function progressOn(stream) {
  const write = (text) => {
    if (stream.isTTY) stream.write(`\r\u001b[2K${text}`);
  };
  return {
    /** @param {string} stage */
    stage: (stage) => (done, of) => write(`${stage}: round ${done + 1} of ${of}`),
    end: () => write(""),
  };
}
