import { styleText } from "node:util";

export type Style = "bold" | "dim" | "green" | "yellow" | "red" | "cyan" | "magenta" | "blue";

/** Gives a text its style, where that is wanted. */
export type Paint = (style: Style, text: string) => string;

export const noPaint: Paint = (_, text) => text;

/** Colours for a stream that shows them; NO_COLOR, FORCE_COLOR and pipes are honoured by Node. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}
