import { PageHead } from '../../frame/PageHead.tsx'
import { useWords } from '../../kit/language.ts'
import { Exceptions } from './Exceptions.tsx'
import { words } from './late-words.ts'

/** What came after the cut-off: who let it in, for whom, and how much of it an outlet may have. */
export function LatePage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  return (
    <div className="space-y-4">
      <PageHead title={t.late} lead={t.lead} />
      <Exceptions distributor={distributor} />
    </div>
  )
}
