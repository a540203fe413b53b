import { useMutation } from '@tanstack/react-query'
import { errorText } from '../call.ts'
import { csvOf } from '../kit/csv.ts'
import { useWords } from '../kit/language.ts'
import { Button } from '../kit/Parts.tsx'
import { saveFile } from '../kit/save-file.ts'
import { toast } from '../kit/Toasts.tsx'

const words = {
  save: { uk: 'Зберегти CSV', en: 'Save CSV', ru: 'Сохранить CSV' },
  cut: {
    uk: 'Збережено лише перші рядки, усього їх більше:',
    en: 'Only the first rows were saved, there are more than',
    ru: 'Сохранены только первые строки, всего их больше:',
  },
  offline: {
    uk: 'Немає зв’язку із сервером.',
    en: 'The server cannot be reached.',
    ru: 'Нет связи с сервером.',
  },
}

const ROWS_MAX = 20_000

type Cell = string | number | null
type Page<Cursor> = { rows: Cell[][]; next: Cursor | null }
type Props<Cursor> = {
  file: string
  heads: string[]
  /** A page of rows; the first is asked for with null. */
  load: (after: Cursor | null) => Promise<Page<Cursor>>
}

/** Saves the whole list as it is narrowed, not only the rows on the screen. */
export function ExportButton<Cursor>({ file, heads, load }: Props<Cursor>) {
  const t = useWords(words)
  const save = useMutation({
    mutationFn: async () => {
      const rows: Cell[][] = [heads]
      let after: Cursor | null = null
      do {
        const page: Page<Cursor> = await load(after)
        rows.push(...page.rows)
        after = page.next
      } while (after !== null && rows.length <= ROWS_MAX)
      if (after !== null) toast({ text: `${t.cut} ${rows.length - 1}` })
      saveFile(csvOf(rows), file)
    },
    onError: (error) => toast({ text: errorText(error, t.offline) }),
  })
  return (
    <Button className="no-print" busy={save.isPending} onClick={() => save.mutate()}>
      {t.save}
    </Button>
  )
}
