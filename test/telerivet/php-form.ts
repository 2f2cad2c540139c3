/** What a form can hold: texts, and objects of them. */
export interface FormFields {
  readonly [name: string]: string | FormFields;
}

/** The form as PHP's `http_build_query` writes it. https://www.php.net/manual/en/function.http-build-query.php */
export function phpForm(fields: FormFields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) append(form, name, value);
  return form.toString();
}

function append(form: URLSearchParams, name: string, value: string | FormFields): void {
  if (typeof value === "string") form.append(name, value);
  else for (const [inner, one] of Object.entries(value)) append(form, `${name}[${inner}]`, one);
}
