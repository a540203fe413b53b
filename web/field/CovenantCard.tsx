import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import { useFormats, useWords } from '../kit/language.ts'
import { Badge, Card } from '../kit/Parts.tsx'
import { useCovenant } from '../launch/Covenant.tsx'
import { words } from '../launch/covenant-words.ts'

/** The owner's promises on the agent's first screen: a broken one first, and the check that waits. */
export function CovenantCard({ distributor }: { distributor: string }) {
  const t = useWords(words)
  const f = useFormats()
  const covenant = useCovenant(distributor)
  if (!covenant.data?.programme) return null
  const { promises, check } = covenant.data
  return (
    <Card className="space-y-2">
      <ul className="space-y-1">
        {promises.slice(0, 3).map((promise) => (
          <li key={promise.id}>
            <span className={promise.brokenAt ? 'line-through' : 'font-medium'}>
              {promise.words}
            </span>{' '}
            <span className="text-sm text-soft">
              {t.until} {f.fullDay(promise.untilDay)}
            </span>{' '}
            {promise.brokenAt && <Badge tone="bad">{t.broken}</Badge>}
          </li>
        ))}
      </ul>
      <Link href="/covenant" className="inline-flex min-h-11 items-center gap-1 text-accent">
        {check.passed ? t.covenant : t.check} <ChevronRight size={18} aria-hidden />
      </Link>
    </Card>
  )
}
