import { Link } from 'wouter'
import type { call } from '../../call.ts'
import { useFormats, useWords } from '../../kit/language.ts'
import { Badge, Card } from '../../kit/Parts.tsx'
import { words } from './help-sign-words.ts'

type Sign = Awaited<ReturnType<typeof call.goals.help>>['signs'][number]

/** Where somebody may need help to let shops order alone; only what is above the others' share. */
export function HelpSigns({ signs }: { signs: Sign[] }) {
  const t = useWords(words)
  const f = useFormats()
  if (signs.length === 0) return null
  return (
    <Card className="space-y-2">
      <h2 className="font-semibold">{t.title}</h2>
      <p className="max-w-3xl text-sm text-soft">{t.lead}</p>
      <ul className="divide-y divide-line" data-testid="help-signs">
        {signs.map((sign) => (
          <li key={`${sign.sign} ${sign.id}`} className="space-y-1 py-2 text-sm">
            <p>
              <strong>{sign.name}</strong>: {t[sign.sign]}
            </p>
            <p className="flex flex-wrap items-center gap-2">
              {f.number(sign.count)} {t.of} {f.number(sign.of)}
              <Badge tone="warn">
                {t.peers}: {f.number(Math.round(sign.peersBp / 100))} %
              </Badge>
            </p>
            <p className="flex flex-wrap gap-x-4">
              {sign.outlets.map(({ outletId, name }) => (
                <Link
                  key={outletId}
                  href={`/o/${outletId}`}
                  className="inline-flex min-h-11 items-center text-accent"
                >
                  {name}
                </Link>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
