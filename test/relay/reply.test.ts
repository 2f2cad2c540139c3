import { reply } from "../../src/relay/reply";

describe("a reply", () => {
  it("is written step by step, and no step changes the one before", () => {
    const first = reply("Welcome");
    const second = first.message({ content: "Bye", to: "+15550001111" }).variable("contact.name", "Jo");
    expect([first.messages, first.variables]).toEqual([[{ content: "Welcome" }], {}]);
    expect(second.messages).toEqual([{ content: "Welcome" }, { content: "Bye", to: "+15550001111" }]);
    expect(second.variables).toEqual({ "contact.name": "Jo" });
    expect(second.returnValue(false).variables).toEqual({ "contact.name": "Jo", return_value: false });
  });
});
