import { at, created, type Call, type Endpoint } from "./endpoint";
import { conflict, invalid } from "./refusal";
import { above, type Fields, type Resource } from "./resource-tree";

/** https://www.twilio.com/docs/serverless/api/resource/variable#create-a-variable-resource */
const keyCharacters = 128;
const valueBytes = 450;

/**
 * Twilio takes more and then fails the invocations, with Error 82006: https://www.twilio.com/docs/api/errors/82006 .
 * Here the variable that is too much is refused, because nothing is invoked. "3KB" is read the narrow way.
 */
const contextBytes = 3000;

const create: Endpoint = {
  method: "POST",
  host: "serverless.twilio.com",
  path: at("Services/{sid}/Environments/{sid}/Variables"),
  answer: (call) => {
    const { path, tree } = call;
    const { key, value } = readVariable(call);
    const others = tree.list(path);
    if (others.some((other) => other["key"] === key)) throw conflict(`Variable already exists: ${key}`);
    mustFit(tree.get(above(path)), [...others, { key, value }]);
    call.record.variables.set(key, value);
    return created(tree.add(path, { key, value }));
  },
};

const update: Endpoint = {
  method: "POST",
  host: "serverless.twilio.com",
  path: at("Services/{sid}/Environments/{sid}/Variables/{sid}"),
  answer: (call) => {
    const { path, tree } = call;
    const { key, value } = readVariable(call);
    const others = tree.list(above(path)).filter(({ sid }) => sid !== tree.get(path).sid);
    mustFit(tree.get(above(above(path))), [...others, { key, value }]);
    call.record.variables.set(key, value);
    return { status: 200, body: tree.update(path, { key, value }) };
  },
};

const remove: Endpoint = {
  method: "DELETE",
  host: "serverless.twilio.com",
  path: at("Services/{sid}/Environments/{sid}/Variables/{sid}"),
  answer: ({ path, tree, record }) => {
    record.variables.delete(String(tree.get(path)["key"]));
    tree.remove(path);
    return { status: 204 };
  },
};

function readVariable({ form }: Call) {
  const key = form.required("Key", { characters: keyCharacters });
  const value = form.required("Value", { characters: Infinity });
  const bytes = Buffer.byteLength(value);
  if (bytes > valueBytes) throw invalid(`The Value of ${key} has ${bytes} bytes, more than ${valueBytes}`);
  return { key, value };
}

/** What a function finds in its context: the variables and what Twilio adds to them. */
function mustFit(environment: Resource, variables: readonly Fields[]): void {
  const context = {
    ACCOUNT_SID: environment["account_sid"],
    AUTH_TOKEN: "0".repeat(32),
    SERVICE_SID: environment["service_sid"],
    ENVIRONMENT_SID: environment.sid,
    DOMAIN_NAME: environment["domain_name"],
    ...Object.fromEntries(variables.map((variable) => [String(variable["key"]), variable["value"]])),
  };
  const bytes = Buffer.byteLength(JSON.stringify(context));
  if (bytes > contextBytes)
    throw invalid(`The variables make a context of ${bytes} bytes, more than ${contextBytes}`);
}

export const variableEndpoints = [create, update, remove];
