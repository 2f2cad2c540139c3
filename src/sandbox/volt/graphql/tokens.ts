import { GraphqlError, notRead } from "./graphql-error";

export interface Token {
  kind: "name" | "punctuator" | "string" | "number";
  /** As it is in the source. */
  text: string;
}

const pattern = new RegExp(
  [
    /(?<ignored>[\s,\uFEFF]+|#[^\n\r]*)/,
    /(?<name>[_A-Za-z]\w*)/,
    /(?<punctuator>\.{3}|[!$&()[\]{}:=@|])/,
    /(?<block>""")/,
    /(?<string>"(?:[^"\\\x00-\x08\x0a-\x1f]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*")/,
    /(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "y",
);

/** https://spec.graphql.org/October2021/#sec-Language.Source-Text */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const matcher = new RegExp(pattern);
  while (matcher.lastIndex < source.length) {
    const at = matcher.lastIndex;
    const groups = matcher.exec(source)?.groups;
    if (!groups) throw new GraphqlError(`Syntax Error: Unexpected character: "${source.charAt(at)}".`);
    if (groups.block !== undefined) throw notRead("block strings");
    for (const kind of ["name", "punctuator", "string", "number"] as const) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}
