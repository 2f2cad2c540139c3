import type { Field, Operation, Value } from "./document";
import { GraphqlError } from "./graphql-error";
import type { OperationField, Schema } from "./schema";
import { own, rootName } from "./schema";
import { coerce, fits, isInputType, isRequired, namedType } from "./types";

/**
 * Checks an operation against the schema: https://spec.graphql.org/October2021/#sec-Validation
 *
 * @throws GraphqlError with the first reason
 */
export function validate(operation: Operation, schema: Schema): OperationField {
  const { kind, field } = operation;
  const known = own(schema[kind], field.name);
  if (!known) throw unknownField(field, rootName(kind));
  validateVariables(operation);
  validateArguments(operation, known);
  validateSelection(field, known.type, schema);
  return known;
}

function validateVariables({ name: operationName, variables, field }: Operation): void {
  const names = new Set<string>();
  for (const { name, type } of variables) {
    if (!isInputType(type)) throw new GraphqlError(`Unknown type "${namedType(type)}".`);
    if (names.has(name)) throw new GraphqlError(`There can be only one variable named "$${name}".`);
    names.add(name);
    if (!field.arguments.some(({ value }) => value.kind === "variable" && value.name === name)) {
      throw new GraphqlError(`Variable "$${name}" is never used${inOperation(" in", operationName)}.`);
    }
  }
}

function validateArguments(operation: Operation, known: OperationField): void {
  const { kind, field } = operation;
  const names = new Set<string>();
  for (const { name, value } of field.arguments) {
    const type = own(known.arguments, name);
    if (type === undefined) throw unknownArgument(name, `${rootName(kind)}.${field.name}`);
    if (names.has(name)) throw new GraphqlError(`There can be only one argument named "${name}".`);
    names.add(name);
    validateValue(value, type, operation);
  }
  for (const [name, type] of Object.entries(known.arguments)) {
    if (isRequired(type) && !names.has(name)) {
      throw new GraphqlError(
        `Field "${field.name}" argument "${name}" of type "${type}" is required, but it was not provided.`,
      );
    }
  }
}

function validateValue(value: Value, type: string, { name: operationName, variables }: Operation): void {
  if (value.kind === "literal") {
    coerce(value.value, type);
    return;
  }
  const variable = variables.find(({ name }) => name === value.name);
  if (!variable) throw undefinedVariable(value.name, operationName);
  if (!fits(variable.type, type)) {
    throw new GraphqlError(
      `Variable "$${value.name}" of type "${variable.type}" used in position expecting type "${type}".`,
    );
  }
}

function validateSelection({ name, fields }: Field, type: string, schema: Schema): void {
  if (!fields) {
    throw new GraphqlError(
      `Field "${name}" of type "${type}" must have a selection of subfields. Did you mean "${name} { ... }"?`,
    );
  }
  const object = namedType(type);
  const known = { ...own(schema.objects, object), __typename: "String!" };
  for (const selected of fields) {
    const selectedType = own<string>(known, selected.name);
    if (selectedType === undefined) throw unknownField(selected, object);
    const [argument] = selected.arguments;
    if (argument) throw unknownArgument(argument.name, `${object}.${selected.name}`);
    if (selected.fields) {
      throw new GraphqlError(
        `Field "${selected.name}" must not have a selection since type "${selectedType}" has no subfields.`,
      );
    }
  }
}

export const undefinedVariable = (name: string, operationName: string | undefined) =>
  new GraphqlError(`Variable "$${name}" is not defined${inOperation(" by", operationName)}.`);

const inOperation = (how: string, name: string | undefined) =>
  name === undefined ? "" : `${how} operation "${name}"`;

const unknownField = ({ name }: Field, type: string) =>
  new GraphqlError(`Cannot query field "${name}" on type "${type}".`);

const unknownArgument = (name: string, path: string) =>
  new GraphqlError(`Unknown argument "${name}" on field "${path}".`);
