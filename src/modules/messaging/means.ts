import type { Pools } from '../../platform/db.ts'
import type { Language, Phrase } from '../../platform/language.ts'

/** The words of a message in every language. */
export type Texts = (
  template: string,
  values: Readonly<Record<string, string | number>>,
) => { title: Phrase; body: Phrase }

/** What carrying messages needs of the installation. */
export type CarryMeans = {
  pools: Pools
  secret: string
  publicUrl: string
  demo: boolean
  /** Places that are not public and may be reached all the same, 'host:port'. */
  allowed: readonly string[]
  texts: Texts
}

/** Whom a message is for, as identity knows him; null: he left. */
export type Addressee = { phone: string; language: Language | null } | null
