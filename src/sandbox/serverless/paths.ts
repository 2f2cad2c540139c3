/**
 * What a URL path of a Function or Asset may not contain, as the toolkit checks it:
 * https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/serverless-api/src/utils/fs.ts
 */
const forbidden = /[;,?:@+&$()'"#\s]/;

/**
 * Why Twilio would refuse a path. It is said to add a missing leading slash by itself; here that is a fault, because
 * then the function answers at another path than the one written.
 */
export function pathFault(path: string): string | undefined {
  if (!path.startsWith("/")) return `Path does not begin with a slash: "${path}"`;
  const character = forbidden.exec(path)?.[0];
  return character === undefined ? undefined : `Path contains "${character}": "${path}"`;
}
