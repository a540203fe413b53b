import type { Language } from '../../../../src/platform/language.ts'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { oddityName } from '../exchange-words.ts'
import { words as mendWords } from '../mend-words.ts'
import { fieldWord, kindWord, reasonWord } from '../tables/field-words.ts'
import { KINDS } from './kept-words.ts'
import type { Mend } from './mend-reply.ts'

/** A mend in words: what was odd, in which row, and what it becomes. */
export function useMendText() {
  const t = useWords(mendWords)
  const { language } = useLanguage()
  return (mend: Mend) => {
    const ofTable = mend.kind === 'cell' || mend.kind === 'word'
    return {
      what: ofTable ? whatOfTable(mend, language) : whatOfErp(mend, language),
      about: ofTable ? rowOfTable(mend, language) : mend.externalId,
      becomes: mend.becomes === 'new' ? t.apart : mend.becomes,
    }
  }
}

function whatOfTable({ field, code }: Mend, language: Language): string {
  const odd = code && (reasonWord(code, language) ?? oddityName(code, language))
  return [fieldWord(field, language), odd].filter(Boolean).join(': ')
}

function whatOfErp({ kind, code }: Mend, language: Language): string {
  const odd = code && oddityName(code, language)
  // Of a word the reason names it already.
  if (odd && kind !== 'item') return odd
  return [KINDS[kind][language], odd].filter(Boolean).join(': ')
}

function rowOfTable({ externalId }: Mend, language: Language): string {
  const [table = '', ...codes] = externalId.split(' | ')
  return [kindWord(table, language), ...codes.filter(Boolean)].join(' · ')
}
