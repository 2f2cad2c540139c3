/** What makes a request invalid, in the words of graphql-js. Nothing of such a request is executed. */
export class GraphqlError extends Error {
  override readonly name = "GraphqlError";
}

/** GraphQL that the real server would take and this small reader does not: a gap of the sandbox, to be seen as one. */
export const notRead = (what: string) => new GraphqlError(`The stand-in does not read ${what}`);
