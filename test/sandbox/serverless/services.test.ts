import { testWhatIsRefused, testWhatIsTaken } from "./refusal-cases";

testWhatIsTaken([
  {
    case: "a domain suffix of 16 characters",
    ask: ({ post, service }) =>
      post(`${service}/Environments`, { UniqueName: "x", DomainSuffix: "x".repeat(16) }),
  },
  {
    case: "a service's name of 50 characters",
    ask: ({ post }) => post("Services", { UniqueName: "x".repeat(50), FriendlyName: "x" }),
  },
  {
    case: "an environment without a suffix",
    ask: ({ post, service }) => post(`${service}/Environments`, { UniqueName: "production" }),
  },
]);

testWhatIsRefused([
  {
    case: "a service without a name",
    ask: ({ post }) => post("Services", { FriendlyName: "x" }),
    message: /Missing required parameter UniqueName/,
  },
  {
    case: "a service's name of 51 characters",
    ask: ({ post }) => post("Services", { UniqueName: "x".repeat(51), FriendlyName: "x" }),
    message: /UniqueName is longer than 50/,
  },
  {
    case: "a domain suffix of 17 characters",
    ask: ({ post, service }) =>
      post(`${service}/Environments`, { UniqueName: "x", DomainSuffix: "x".repeat(17) }),
    message: /DomainSuffix/,
  },
]);

testWhatIsRefused(
  [
    {
      case: "a second service of the same name",
      ask: ({ post }) => post("Services", { UniqueName: "volt-relay", FriendlyName: "x" }),
      message: /Service with this UniqueName already exists/,
    },
    {
      case: "a second environment with the same suffix",
      ask: ({ post, service }) => post(`${service}/Environments`, { UniqueName: "x", DomainSuffix: "dev" }),
      message: /UniqueName or DomainSuffix already exists/,
    },
  ],
  409,
  20409,
);
