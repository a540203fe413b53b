import { type core, locales } from 'zod'
import type { Language } from './language.ts'

type Issue = { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }

const errorsOf = {
  uk: locales.uk().localeError,
  en: locales.en().localeError,
  ru: locales.ru().localeError,
}

/** Which field is wrong and why, in the user's language: {field: 'lines.3.quantityMilli', text}. */
export function fieldText(issue: Issue, language: Language): { field: string; text: string } {
  const parts = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part))
  const said = isZods(issue) ? errorsOf[language](issue) : undefined
  const text = typeof said === 'string' ? said : (said?.message ?? issue.message)
  return { field: parts.join('.') || '—', text }
}

// Issues of other validators have no code: they keep the message they came with.
const isZods = (issue: Issue): issue is Issue & core.$ZodRawIssue => 'code' in issue
