/** How a placeholder's value is written where it stands. */
export type Escape = (value: string) => string

/** Inside a string of JSON. */
export const inJson: Escape = (value) => JSON.stringify(value).slice(1, -1)
/** Inside an address or a form. */
export const inUrl: Escape = (value) => encodeURIComponent(value)
/** Inside a header: one line. */
export const inHeader: Escape = (value) => value.replace(/[^\t\x20-\x7e]/g, '')

/** Fills {{name}}; a name that is not known stays as it is, so that one sees it in the log. */
export const fill = (
  template: string,
  values: Readonly<Record<string, string>>,
  written: Escape,
): string =>
  template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : written(value)
  })

/** What a JSON pointer (RFC 6901) points at, as text; null when there is nothing to read. */
export function pointed(document: unknown, pointer: string): string | null {
  let at: unknown = document
  const steps = pointer === '' ? [] : pointer.split('/').slice(1)
  for (const step of steps) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return null
    at = (at as Record<string, unknown>)[name]
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean'
    ? String(at)
    : null
}
