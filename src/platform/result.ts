/**
 * What a use case answers: a value, or a refusal that the business may give. Bugs are exceptions.
 */
export type Ok<T> = { ok: true; value: T }
export type Refused<E> = { ok: false; refusal: E }
export type Result<T, E> = Ok<T> | Refused<E>

/** The work is done; this is its answer. */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
/** The business says no; the refusal says why, and undoes the transaction. */
export const refuse = <const E>(refusal: E): Refused<E> => ({ ok: false, refusal })

/** A reply that is JSON already and travels as it is; of a T, which only reading it proves. */
export class JsonText<T> {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }

  /** Read again, for who wants the value itself. */
  read(): T {
    return JSON.parse(this.text) as T
  }
}

/** Throws when the code contradicts itself; never for what a user may do. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`)
}
