/** The version in package.json, put in by the build. */
declare const RELAY_VERSION: string;
