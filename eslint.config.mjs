import tseslint from "typescript-eslint";

const builtInEdges = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "Take now() as a parameter.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Take random() as a parameter.",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Take now() as a parameter.",
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "Take settings as a parameter.",
  },
];

export default tseslint.config(
  { ignores: ["dist", "coverage", "node_modules"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "no-console": "error",
      "no-duplicate-imports": ["error", { allowSeparateTypeImports: true }],
    },
  },
  {
    // The core and what is known of each provider get the clock, chance and settings from outside.
    files: ["src/relay/**", "src/twilio/**", "src/telerivet/**", "src/volt/**"],
    rules: { "no-restricted-syntax": ["error", ...builtInEdges] },
  },
  {
    // Imports point down: functions -> runtime -> providers -> relay.
    files: ["src/relay/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["**/twilio/**", "**/telerivet/**", "**/volt/**", "**/runtime/**", "**/sandbox/**"] },
      ],
    },
  },
  {
    files: ["src/twilio/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["**/telerivet/**", "**/volt/**", "**/runtime/**", "**/sandbox/**"] },
      ],
    },
  },
  {
    files: ["src/telerivet/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["**/twilio/**", "**/volt/**", "**/runtime/**", "**/sandbox/**"] },
      ],
    },
  },
  {
    files: ["src/volt/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["**/twilio/**", "**/telerivet/**", "**/runtime/**", "**/sandbox/**"] },
      ],
    },
  },
  {
    files: ["src/runtime/**", "functions/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/sandbox/**"] }] },
  },
);
