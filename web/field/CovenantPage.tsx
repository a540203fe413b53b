import { PageHead } from '../frame/PageHead.tsx'
import { useWords } from '../kit/language.ts'
import { CovenantScreen } from '../launch/Covenant.tsx'
import { words } from '../launch/covenant-words.ts'
import { words as fieldWords } from './field-words.ts'

/** What the launch is for, and what was promised to those who carry it. */
export function CovenantPage({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  return (
    <div className="space-y-4">
      <PageHead title={t.covenant} back={{ href: '/', name: f.outlets }} />
      <CovenantScreen distributor={distributor} />
    </div>
  )
}
