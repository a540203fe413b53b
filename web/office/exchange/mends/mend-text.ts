import { useLanguage, useWords } from '../../../kit/language.ts'
import { oddityName } from '../exchange-words.ts'
import { words as mendWords } from '../mend-words.ts'
import { KINDS } from './kept-words.ts'
import type { Mend } from './mend-reply.ts'

/** A mend in words: what was odd, in which row, and what it becomes. */
export function useMendText() {
  const t = useWords(mendWords)
  const { language } = useLanguage()
  return ({ kind, code, externalId, becomes }: Mend) => {
    const odd = code === null ? '' : oddityName(code, language)
    return {
      // Of a word the reason names it already.
      what: odd && kind !== 'item' ? odd : [KINDS[kind][language], odd].filter(Boolean).join(': '),
      about: externalId,
      becomes: becomes === 'new' ? t.apart : becomes,
    }
  }
}
