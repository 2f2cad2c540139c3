/** Gives a function that remembers what a test opened; all of it is closed when the test is over. */
export function closeAfterEach() {
  const opened: { close: () => Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  return <Opened extends { close: () => Promise<void> }>(one: Opened): Opened => {
    opened.push(one);
    return one;
  };
}
