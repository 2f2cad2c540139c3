/**
 * Keeps what was made for a name until another name is asked for. For what depends on a setting: that changes seldom, and
 * what was made for its old value is of no more use.
 */
export function latest<Value>(): (name: string, make: () => Value) => Value {
  let kept: { readonly name: string; readonly value: Value } | undefined;
  return (name, make) => {
    if (kept?.name !== name) kept = { name, value: make() };
    return kept.value;
  };
}
