declare module 'pg/lib/utils.js' {
  /** What pg sends for a value: text, bytes or null; arrays and objects as PostgreSQL writes them. */
  export function prepareValue(value: unknown): string | Buffer | null
}
