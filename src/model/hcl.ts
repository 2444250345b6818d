/** Terraform would fill in what stands in `${…}` and `%{…}`; names and documents mean it as it stands. */
export function escapeTemplates(json: string): string {
  return json.replaceAll(/[$%]\{/g, (opening) => `${opening.slice(0, 1)}${opening}`);
}

/** One string of the Terraform language. */
export function quoteForTerraform(text: string): string {
  return escapeTemplates(JSON.stringify(text));
}
