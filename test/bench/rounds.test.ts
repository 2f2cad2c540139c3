import { inRounds } from "../../bench/rounds.mjs";

describe("the rounds of the bench", () => {
  it("measure every subject in every round, beginning with another one each time", async () => {
    const order: string[] = [];
    await inRounds(["a", "b", "c"], 3, (subject: string) => {
      order.push(subject);
      return Promise.resolve(0);
    });
    expect(order.join("")).toBe("abc" + "bca" + "cab" + "abc");
  });

  it("throw the first round away, and keep the others in order", async () => {
    let clock = 0;
    const samples = await inRounds(["a", "b"], 2, () => Promise.resolve(clock++));
    expect([...samples]).toEqual([
      ["a", [3, 4]],
      ["b", [2, 5]],
    ]);
  });

  it("never measure two subjects at once", async () => {
    let underWay = 0;
    await inRounds(["a", "b", "c"], 2, async () => {
      underWay++;
      await Promise.resolve();
      expect(underWay).toBe(1);
      underWay--;
    });
  });

  it("end with the error of a measurement that fails", async () => {
    await expect(inRounds(["a"], 2, () => Promise.reject(new Error("answered 403")))).rejects.toThrow("403");
  });
});
